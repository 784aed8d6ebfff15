package io.loadgen.audit;

import static io.loadgen.result.AuditFigure.BOTS_KEPT;
import static io.loadgen.result.AuditFigure.BOTS_LOST;
import static io.loadgen.result.AuditFigure.BOTS_NOT_MARKED;
import static io.loadgen.result.AuditFigure.CROSS_SITE_KEPT;
import static io.loadgen.result.AuditFigure.CROSS_SITE_LOST;
import static io.loadgen.result.AuditFigure.DUPLICATE;
import static io.loadgen.result.AuditFigure.KEPT;
import static io.loadgen.result.AuditFigure.LOST;
import static io.loadgen.result.AuditFigure.MEMBERS_BEFORE;
import static io.loadgen.result.AuditFigure.ORG_ROWS_DUPLICATE;
import static io.loadgen.result.AuditFigure.ORG_ROWS_KEPT;
import static io.loadgen.result.AuditFigure.ORG_ROWS_LOST;
import static io.loadgen.result.AuditFigure.REFUSED_BUT_FOUND;
import static io.loadgen.result.AuditFigure.ROOMS;
import static io.loadgen.result.AuditFigure.ROOMS_COUNTED_HIGH;
import static io.loadgen.result.AuditFigure.ROOMS_COUNTED_LOW;
import static io.loadgen.result.AuditFigure.ROOMS_MISCOUNTED;
import static io.loadgen.result.AuditFigure.ROOMS_NOT_CROSS_SITE;
import static io.loadgen.result.AuditFigure.SLOTS_PROMISED;
import static io.loadgen.result.AuditFigure.SLOTS_REFUSED;
import static io.loadgen.result.AuditFigure.SLOTS_UNDECIDED;
import static io.loadgen.result.AuditFigure.UNDECIDED_FOUND;
import static io.loadgen.result.AuditFigure.UNDECIDED_MISSING;
import static io.loadgen.result.AuditFigure.UNEXPECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.loadgen.fixtures.RoomMembership;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult.Anomaly;
import io.loadgen.result.AuditResult.UserCount;
import io.loadgen.result.Counts;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.spec.Population;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every subscription is accounted for, and every promise. */
class RoomComparisonTests {
    private final AuditRig rig = new AuditRig();

    @Test
    void nothingIsWrongWhereEverythingPromisedIsThere() {
        rig.succeeded(0, 0, 3);
        rig.succeeded(1, 0, 3);
        rig.subscribed(0, 0, 3).subscribed(1, 0, 3);

        assertFigures(Map.of(ROOMS, 3L, SLOTS_PROMISED, 2L, KEPT, 6L));
        assertThat(rig.compare().anomalies()).isEmpty();
    }

    @Test
    void aPromisedMemberWhoIsMissingIsLostAndToldWithItsSlot() {
        rig.succeeded(0, 0, 3);
        long slot = rig.succeeded(2, 0, 3);
        rig.subscribed(0, 0, 3).subscribed(2, 1, 1);

        assertFigures(Map.of(ROOMS, 3L, SLOTS_PROMISED, 2L, KEPT, 4L, LOST, 2L));
        assertThat(rig.compare().anomalies()).singleElement().satisfies(lost -> {
            assertThat(lost.kind()).isEqualTo(Anomaly.Kind.LOST);
            assertThat(lost.roomId()).isEqualTo(rig.plan.roomId(2));
            assertThat(lost.accounts()).containsExactlyInAnyOrder(rig.pooled(2, 0), rig.pooled(2, 2));
            assertThat(lost.add())
                    .isEqualTo(new Anomaly.Add(
                            slot,
                            rig.requestId(slot),
                            ReplyOutcome.ACCEPTED,
                            EventOutcome.EVENT,
                            ResultOutcome.OK,
                            null));
        });
    }

    @Test
    void eventAloneIsAPromiseAndSoIsOkAlone() {
        rig.slot(0, 0, 1, ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.RESULT_TIMEOUT);
        rig.slot(0, 1, 1, ReplyOutcome.ACCEPTED, EventOutcome.EVENT_TIMEOUT, ResultOutcome.OK);
        rig.slot(0, 2, 1, ReplyOutcome.ACCEPTED, EventOutcome.EVENT_MISMATCH, ResultOutcome.OK);
        rig.slot(0, 3, 1, ReplyOutcome.REPLY_TIMEOUT, EventOutcome.EVENT, ResultOutcome.RESULT_TIMEOUT);
        rig.slot(0, 4, 1, ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.ERROR);

        assertFigures(Map.of(ROOMS, 3L, SLOTS_PROMISED, 5L, LOST, 5L));
    }

    @Test
    void slotThatNobodyDecidedIsNeitherKeptNorLost() {
        rig.slot(0, 0, 2, ReplyOutcome.ACCEPTED, EventOutcome.EVENT_TIMEOUT, ResultOutcome.RESULT_TIMEOUT);
        rig.slot(0, 2, 2, ReplyOutcome.REPLY_TIMEOUT, EventOutcome.EVENT_TIMEOUT, ResultOutcome.RESULT_TIMEOUT);
        rig.slot(0, 4, 2, ReplyOutcome.ACCEPTED, EventOutcome.WORKER_ERROR, ResultOutcome.ERROR);
        rig.slot(0, 6, 2, ReplyOutcome.ACCEPTED, EventOutcome.EVENT_MISMATCH, ResultOutcome.RESULT_TIMEOUT);
        rig.subscribed(0, 0, 3);

        assertFigures(Map.of(ROOMS, 3L, SLOTS_UNDECIDED, 4L, UNDECIDED_FOUND, 3L, UNDECIDED_MISSING, 5L));
        assertThat(rig.compare().anomaliesFound()).isZero();
    }

    @Test
    void memberOfARefusedSlotIsAnAnomaly() {
        long slot = rig.slot(1, 0, 2, ReplyOutcome.REJECTED, null, null);
        rig.slot(1, 2, 2, ReplyOutcome.NO_RESPONDERS, null, null);
        rig.slot(1, 4, 2, ReplyOutcome.BUSY, null, null);
        rig.subscribed(1, 1, 1);

        assertFigures(Map.of(ROOMS, 3L, SLOTS_REFUSED, 3L, REFUSED_BUT_FOUND, 1L));
        assertThat(rig.compare().anomalies()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Anomaly.Kind.REFUSED_BUT_FOUND);
            assertThat(found.accounts()).containsExactly(rig.pooled(1, 1));
            assertThat(found.add()).returns(rig.requestId(slot), Anomaly.Add::requestId);
        });
    }

    @Test
    void candidatesOfASlotThatWasNotSentBelongToTheNext() {
        rig.slot(0, 0, 2, ReplyOutcome.PUBLISH_ERROR, null, null);
        rig.succeeded(0, 0, 2);
        rig.subscribed(0, 0, 2);

        assertFigures(Map.of(ROOMS, 3L, SLOTS_PROMISED, 1L, KEPT, 2L));
    }

    @Test
    void furtherSubscriptionOfAMemberIsADuplicateWhoeverTheMemberIs() {
        long slot = rig.succeeded(0, 0, 2);
        rig.subscribed(0, 0, 2).subscribed(0, 1, 1);
        rig.subscriptions.get(1).add(rig.plan.account(rig.plan.owner(1)));

        assertFigures(Map.of(ROOMS, 3L, SLOTS_PROMISED, 1L, KEPT, 2L, DUPLICATE, 2L));
        List<Anomaly> anomalies = rig.compare().anomalies();
        assertThat(anomalies).hasSize(2).allMatch(anomaly -> anomaly.kind() == Anomaly.Kind.DUPLICATE);
        assertThat(anomalies.getFirst().add()).returns(slot, Anomaly.Add::slot);
        assertThat(anomalies.getFirst().accounts()).containsExactly(rig.pooled(0, 1));
        assertThat(anomalies.getLast().add()).isNull();
        assertThat(anomalies.getLast().accounts()).containsExactly(rig.plan.account(rig.plan.owner(1)));
    }

    @Test
    void whoeverNobodyAskedForIsUnexpected() {
        rig.succeeded(0, 0, 1);
        rig.subscribed(0, 0, 1);
        String candidate = rig.pooled(0, 7);
        rig.subscriptions.get(0).add("alice");
        rig.subscriptions.get(0).add(candidate);

        assertFigures(Map.of(ROOMS, 3L, SLOTS_PROMISED, 1L, KEPT, 1L, UNEXPECTED, 2L));
        assertThat(rig.compare().anomalies())
                .singleElement()
                .returns(Anomaly.Kind.UNEXPECTED, Anomaly::kind)
                .returns(List.of("alice", candidate), Anomaly::accounts);
    }

    @Test
    void whatWasThereBeforeTheRunIsNobodysFault() {
        rig.subscribed(0, 3, 4);
        rig.subscribed(0, 3, 1);
        rig.subscriptions.get(1).add("alice");
        rig.subscriptions.get(1).add("alice");
        rig.subscriptions.get(2).add(rig.plan.account(rig.plan.owner(2)));
        rig.begin();
        rig.succeeded(0, 0, 5);
        rig.subscribed(0, 0, 5);

        assertFigures(Map.of(ROOMS, 3L, SLOTS_PROMISED, 1L, KEPT, 5L, MEMBERS_BEFORE, 10L));
    }

    @Test
    void everyOrgOfAPromisedSlotHasOneRow() {
        long slot = rig.orgs(0, 0, AuditRig.CANDIDATES);
        rig.subscribed(0, 0, AuditRig.CANDIDATES);
        String first = rig.plan.orgId(rig.plan.candidateBlock(0, 0));
        String second = rig.plan.orgId(rig.plan.candidateBlock(0, 1));

        assertThat(orgRows(List.of(first, second, "an org from before")).counts())
                .containsEntry(ORG_ROWS_KEPT, 2L)
                .containsEntry(ORG_ROWS_LOST, 0L)
                .containsEntry(ORG_ROWS_DUPLICATE, 0L);
        Findings wrong = orgRows(List.of(first, first));
        assertThat(wrong.counts())
                .containsEntry(ORG_ROWS_KEPT, 1L)
                .containsEntry(ORG_ROWS_LOST, 1L)
                .containsEntry(ORG_ROWS_DUPLICATE, 1L);
        assertThat(wrong.anomalies())
                .extracting(Anomaly::kind, Anomaly::accounts)
                .containsExactly(
                        tuple(Anomaly.Kind.ORG_ROW_LOST, List.of(second)),
                        tuple(Anomaly.Kind.ORG_ROW_DUPLICATE, List.of(first)));
        assertThat(wrong.anomalies())
                .allMatch(anomaly -> anomaly.add() != null && anomaly.add().slot() == slot);
    }

    @Test
    void slotThatAddedUsersNeedsNoOrgRow() {
        rig.succeeded(0, 0, 10);

        assertThat(orgRows(List.of()).counts()).containsEntry(ORG_ROWS_LOST, 0L);
    }

    @Test
    void membersOfAnotherSiteAreCountedByThemselvesAndTheirRoomMustSaySo() {
        AuditRig sites = new AuditRig(new Population(50, "site-far", null, null, null));
        int from = IntStream.of(0, 10)
                .filter(index -> sites.plan.isCrossSite(sites.before().user(0, index)))
                .findFirst()
                .orElseThrow();
        sites.subscribed(0, from, 9).succeeded(0, from, 10);
        RoomMembership found = sites.room(0);

        Findings unmarked = new RoomComparison(sites.run()).compare(found);
        Findings marked = new RoomComparison(sites.run())
                .compare(new RoomMembership(0, found.userCount(), found.accounts(), found.people(), true, List.of()));

        assertThat(unmarked.counts())
                .containsEntry(CROSS_SITE_KEPT, 9L)
                .containsEntry(CROSS_SITE_LOST, 1L)
                .containsEntry(ROOMS_NOT_CROSS_SITE, 1L);
        assertThat(unmarked.anomalies())
                .extracting(Anomaly::kind)
                .containsExactly(Anomaly.Kind.LOST, Anomaly.Kind.NOT_CROSS_SITE);
        assertThat(marked.counts()).containsEntry(ROOMS_NOT_CROSS_SITE, 0L);
    }

    @Test
    void botsAreCountedByThemselvesAndMustBeMarked() {
        AuditRig bots = new AuditRig(new Population(null, null, 50, null, null));
        int from = IntStream.of(0, 10)
                .filter(index -> bots.plan.isBot(bots.before().user(0, index)))
                .findFirst()
                .orElseThrow();
        bots.subscribed(0, from, 9).succeeded(0, from, 10);
        List<String> accounts = bots.room(0).accounts();
        RoomComparison comparison = new RoomComparison(bots.run());

        Findings unmarked = comparison.compare(
                new RoomMembership(0, OptionalLong.of(4), accounts, accounts.size() - 7, false, List.of()));
        Findings marked = comparison.compare(
                new RoomMembership(0, OptionalLong.of(2), accounts, accounts.size() - 9, false, List.of()));

        assertThat(unmarked.counts())
                .containsEntry(BOTS_KEPT, 9L)
                .containsEntry(BOTS_LOST, 1L)
                .containsEntry(BOTS_NOT_MARKED, 2L);
        assertThat(unmarked.anomalies())
                .extracting(Anomaly::kind)
                .containsExactly(Anomaly.Kind.LOST, Anomaly.Kind.NOT_BOT);
        assertThat(marked.counts()).containsEntry(BOTS_NOT_MARKED, 0L).containsEntry(ROOMS_MISCOUNTED, 0L);
    }

    private Findings orgRows(List<String> rows) {
        RoomMembership found = rig.room(0);
        return new RoomComparison(rig.run())
                .compare(new RoomMembership(0, found.userCount(), found.accounts(), found.people(), false, rows));
    }

    @Test
    void userCountThatIsOffIsALineOfItsOwnAndNothingAgainstAMembership() {
        Findings low = counted(OptionalLong.of(1), 2);
        Findings high = counted(OptionalLong.of(3), 2);
        Findings absent = counted(OptionalLong.empty(), 2);
        Findings withBots = counted(OptionalLong.of(1), 1);

        assertThat(low.counts())
                .containsEntry(ROOMS_MISCOUNTED, 1L)
                .containsEntry(ROOMS_COUNTED_LOW, 1L)
                .containsEntry(ROOMS_COUNTED_HIGH, 0L);
        assertThat(low.userCounts()).containsExactly(new UserCount(rig.plan.roomId(0), 1L, 2));
        assertThat(high.counts())
                .containsEntry(ROOMS_MISCOUNTED, 1L)
                .containsEntry(ROOMS_COUNTED_LOW, 0L)
                .containsEntry(ROOMS_COUNTED_HIGH, 1L);
        assertThat(absent.counts()).containsEntry(ROOMS_COUNTED_LOW, 1L);
        assertThat(absent.userCounts()).containsExactly(new UserCount(rig.plan.roomId(0), null, 2));
        assertThat(withBots.userCounts()).isEmpty();
        assertThat(List.of(low, high, absent, withBots))
                .allSatisfy(findings -> assertThat(findings.anomaliesFound()).isZero());
    }

    @Test
    void ofRoomsWithAnotherUserCountTheFirstTwentyAreTold() {
        Findings all = new Findings();
        for (int room = 29; room >= 0; room--) {
            Findings one = new Findings();
            one.userCount(new UserCount("r%02d".formatted(room), 1L, 2));
            all.add(one);
        }

        assertThat(all.userCounts()).hasSize(20).isSortedAccordingTo(Comparator.comparing(UserCount::roomId));
        assertThat(all.userCounts().getLast().roomId()).isEqualTo("r19");
    }

    private Findings counted(OptionalLong userCount, int people) {
        List<String> accounts = rig.room(0).accounts();
        return new RoomComparison(rig.run())
                .compare(new RoomMembership(0, userCount, accounts, people, false, List.of()));
    }

    /** Where nothing is said of them, only the baseline's members were there before. */
    private void assertFigures(Map<AuditFigure, Long> expected) {
        Map<AuditFigure, Long> all = new EnumMap<>(expected);
        all.putIfAbsent(MEMBERS_BEFORE, (long) AuditRig.ROOMS * AuditRig.BASELINE);
        assertThat(rig.compare().counts()).isEqualTo(Counts.complete(AuditFigure.class, all));
    }
}
