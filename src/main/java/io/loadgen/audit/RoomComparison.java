package io.loadgen.audit;

import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.RequestIds;
import io.loadgen.contract.Shape;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.fixtures.RoomMembership;
import io.loadgen.measurement.adds.AddLog;
import io.loadgen.measurement.adds.LoggedAdd;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult.Anomaly;
import io.loadgen.result.AuditResult.UserCount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Holds one room against what a run was promised, and accounts for every subscription: it is of a slot, or was there when the
 * run began, or is unexpected.
 *
 * <p>Pure; any thread.
 */
final class RoomComparison {
    /** Accounts told of an anomaly that is no slot's; a room may hold any number of strangers. */
    private static final int MOST_ACCOUNTS = 100;

    private final ContractVersion contract;
    private final FixturePlan plan;
    private final RemainingCandidates before;
    private final RemainingCandidates pool;
    private final RequestIds requestIds;
    private final AddLog adds;

    RoomComparison(AuditedRun run) {
        contract = run.contract();
        plan = run.plan();
        before = run.before();
        pool = run.pool();
        requestIds = run.requestIds();
        adds = run.log();
    }

    Findings compare(RoomMembership found) {
        Findings findings = new Findings();
        findings.count(AuditFigure.ROOMS, 1);
        findings.count(AuditFigure.MEMBERS_BEFORE, membersBefore(found.room()));
        RoomTally tally = new RoomTally(found.accounts());
        adds.ofRoom(found.room()).forEach(add -> {
            check(add, tally, findings);
            if (add.shape() == Shape.ORGS && Promise.of(add) == Promise.GIVEN) {
                checkOrgRows(add, found.orgs(), findings);
            }
        });
        strikeOutThoseFromBefore(found.room(), tally);
        checkLeftOver(plan.roomId(found.room()), tally, findings);
        checkUserCount(found, findings);
        checkCrossSite(found, findings);
        checkBots(found, findings);
        return findings;
    }

    private int membersBefore(int room) {
        return plan.spec().baselineMembers() + plan.spec().candidatesPerRoom() - before.count(room);
    }

    private void check(LoggedAdd add, RoomTally tally, Findings findings) {
        Promise promise = Promise.of(add);
        if (promise == Promise.UNSENT) {
            return;
        }
        List<String> there = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        for (int index = add.from(); index < add.from() + add.accounts(); index++) {
            String account = plan.account(pool.user(add.room(), index));
            int subscriptions = tally.takeAll(account);
            (subscriptions == 0 ? missing : there).add(account);
            if (subscriptions > 1) {
                twice.add(account);
            }
        }
        findings.count(AuditFigure.DUPLICATE, twice.size());
        report(findings, Anomaly.Kind.DUPLICATE, add, twice, "with more than one subscription");
        switch (promise) {
            case GIVEN -> {
                findings.count(AuditFigure.SLOTS_PROMISED, 1);
                findings.count(AuditFigure.KEPT, there.size());
                findings.count(AuditFigure.LOST, missing.size());
                findings.count(AuditFigure.CROSS_SITE_KEPT, of(there, plan::isCrossSite));
                findings.count(AuditFigure.CROSS_SITE_LOST, of(missing, plan::isCrossSite));
                findings.count(AuditFigure.BOTS_KEPT, of(there, plan::isBot));
                findings.count(AuditFigure.BOTS_LOST, of(missing, plan::isBot));
                if (plan.isRestricted(add.room())) {
                    findings.count(AuditFigure.RESTRICTED_KEPT, there.size());
                    findings.count(AuditFigure.RESTRICTED_LOST, missing.size());
                }
                report(findings, Anomaly.Kind.LOST, add, missing, "promised and without a subscription");
            }
            case REFUSED -> {
                findings.count(AuditFigure.SLOTS_REFUSED, 1);
                findings.count(AuditFigure.REFUSED_BUT_FOUND, there.size());
                report(
                        findings,
                        Anomaly.Kind.REFUSED_BUT_FOUND,
                        add,
                        there,
                        "refused and with a subscription all the same");
            }
            case OPEN -> {
                findings.count(AuditFigure.SLOTS_UNDECIDED, 1);
                findings.count(AuditFigure.UNDECIDED_FOUND, there.size());
                findings.count(AuditFigure.UNDECIDED_MISSING, missing.size());
            }
            case UNSENT -> throw new IllegalStateException("a slot that was not sent has no members");
        }
    }

    /** How many accounts are of such users of the set. */
    private long of(List<String> accounts, IntPredicate kind) {
        return accounts.stream()
                .mapToInt(plan::userOfAccount)
                .filter(user -> user >= 0 && kind.test(user))
                .count();
    }

    /** Otherwise they would be counted as people. */
    private void checkBots(RoomMembership found, Findings findings) {
        long marked = (long) found.accounts().size() - found.people();
        long unmarked = of(found.accounts(), plan::isBot) - marked;
        if (unmarked > 0) {
            findings.count(AuditFigure.BOTS_NOT_MARKED, unmarked);
            findings.anomaly(new Anomaly(
                    Anomaly.Kind.NOT_BOT,
                    plan.roomId(found.room()),
                    List.of(),
                    "subscriptions of bots without u.isBot: " + unmarked,
                    null));
        }
    }

    /** Otherwise its events would stay on the own site where the platform keeps events of rooms without members elsewhere there. */
    private void checkCrossSite(RoomMembership found, Findings findings) {
        if (contract == ContractVersion.C
                && !found.crossSite()
                && findings.counts().getOrDefault(AuditFigure.CROSS_SITE_KEPT, 0L) > 0) {
            findings.count(AuditFigure.ROOMS_NOT_CROSS_SITE, 1);
            findings.anomaly(new Anomaly(
                    Anomaly.Kind.NOT_CROSS_SITE,
                    plan.roomId(found.room()),
                    List.of(),
                    "members of site " + plan.spec().people().otherSite() + ", and no crossSite in its rooms document",
                    null));
        }
    }

    private void checkOrgRows(LoggedAdd add, List<String> rows, Findings findings) {
        List<String> lost = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        for (String org : orgsOf(add)) {
            int found = Collections.frequency(rows, org);
            findings.count(found == 0 ? AuditFigure.ORG_ROWS_LOST : AuditFigure.ORG_ROWS_KEPT, 1);
            if (found == 0) {
                lost.add(org);
            } else if (found > 1) {
                twice.add(org);
            }
        }
        findings.count(AuditFigure.ORG_ROWS_DUPLICATE, twice.size());
        tellOrgs(findings, Anomaly.Kind.ORG_ROW_LOST, add, lost, "orgs promised and without a row");
        tellOrgs(findings, Anomaly.Kind.ORG_ROW_DUPLICATE, add, twice, "orgs with more than one row");
    }

    /** The orgs that the slot named: one for each block of its accounts. */
    private List<String> orgsOf(LoggedAdd add) {
        return IntStream.range(add.from(), add.from() + add.accounts())
                .map(index -> plan.blockOf(pool.user(add.room(), index)))
                .distinct()
                .mapToObj(plan::orgId)
                .toList();
    }

    private void tellOrgs(Findings findings, Anomaly.Kind kind, LoggedAdd add, List<String> orgs, String finding) {
        if (!orgs.isEmpty()) {
            findings.anomaly(anomaly(kind, add, orgs, finding + ": " + orgs.size()));
        }
    }

    private Anomaly anomaly(Anomaly.Kind kind, LoggedAdd add, List<String> whom, String finding) {
        return new Anomaly(
                kind,
                plan.roomId(add.room()),
                whom.stream().sorted().toList(),
                finding,
                new Anomaly.Add(
                        add.slot(), requestIds.format(add.key()), add.reply(), add.event(), add.result(), null));
    }

    private void report(Findings findings, Anomaly.Kind kind, LoggedAdd add, List<String> accounts, String finding) {
        if (!accounts.isEmpty()) {
            String share = accounts.size() + " of the slot's " + add.accounts() + " accounts";
            findings.anomaly(anomaly(kind, add, accounts, finding + ": " + share));
        }
    }

    private void strikeOutThoseFromBefore(int room, RoomTally tally) {
        for (int index = 0; index < plan.spec().baselineMembers(); index++) {
            tally.takeOne(plan.account(plan.baselineMember(room, index)));
        }
        int free = 0;
        for (int index = 0; index < plan.spec().candidatesPerRoom(); index++) {
            int user = plan.candidate(room, index);
            // Those left are in plan order, so one pass over both tells who was a member.
            if (free < before.count(room) && before.user(room, free) == user) {
                free++;
            } else {
                tally.takeOne(plan.account(user));
            }
        }
        before.beyondPlan(room).forEach(tally::takeOne);
    }

    private static void checkLeftOver(String roomId, RoomTally tally, Findings findings) {
        List<String> repeated = tally.repeated();
        findings.count(AuditFigure.DUPLICATE, repeated.size());
        report(
                findings,
                Anomaly.Kind.DUPLICATE,
                roomId,
                repeated,
                "members from before the run with a further subscription");
        List<String> strange = tally.strange();
        findings.count(AuditFigure.UNEXPECTED, strange.size());
        report(findings, Anomaly.Kind.UNEXPECTED, roomId, strange, "added though no slot asked for them");
    }

    private static void report(
            Findings findings, Anomaly.Kind kind, String roomId, List<String> accounts, String finding) {
        if (!accounts.isEmpty()) {
            List<String> told = accounts.subList(0, Math.min(accounts.size(), MOST_ACCOUNTS));
            String rest = told.size() < accounts.size() ? "; the first " + told.size() + " of them" : "";
            findings.anomaly(new Anomaly(kind, roomId, told, finding + ": " + accounts.size() + rest, null));
        }
    }

    /** Nothing against a membership: the platform counts up, and counts again only now and then. */
    private void checkUserCount(RoomMembership found, Findings findings) {
        OptionalLong told = found.userCount();
        if (told.isPresent() && told.getAsLong() == found.people()) {
            return;
        }
        boolean high = told.isPresent() && told.getAsLong() > found.people();
        findings.count(AuditFigure.ROOMS_MISCOUNTED, 1);
        findings.count(high ? AuditFigure.ROOMS_COUNTED_HIGH : AuditFigure.ROOMS_COUNTED_LOW, 1);
        findings.userCount(
                new UserCount(plan.roomId(found.room()), told.isPresent() ? told.getAsLong() : null, found.people()));
    }
}
