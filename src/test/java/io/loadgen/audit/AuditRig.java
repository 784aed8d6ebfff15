package io.loadgen.audit;

import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.RequestIds;
import io.loadgen.contract.Shape;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.fixtures.RoomMembership;
import io.loadgen.measurement.SlotTracker;
import io.loadgen.measurement.adds.AddLog;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.Population;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A fixture set of 3 rooms with 2 baseline members and 20 candidates each, a run on it, and what the database holds. */
final class AuditRig {
    static final int ROOMS = 3;
    static final int BASELINE = 2;
    static final int CANDIDATES = 20;

    final FixturePlan plan;
    final RequestIds requestIds = new RequestIds(0x1234_5678_9abc_def0L);
    final AddLog log = new AddLog(1_000, 100, Optional.empty());

    /** Subscriptions of each room; at first the baseline. */
    final List<List<String>> subscriptions = new ArrayList<>();

    private RemainingCandidates before;
    private long slots;

    AuditRig() {
        this(Population.ORDINARY);
    }

    AuditRig(Population people) {
        plan = new FixturePlan(new FixtureSpec("tiny", 1, "site-local", ROOMS, BASELINE, CANDIDATES, 40, 10, people));
        for (int room = 0; room < ROOMS; room++) {
            subscriptions.add(new ArrayList<>());
            for (int index = 0; index < BASELINE; index++) {
                subscriptions.get(room).add(plan.account(plan.baselineMember(room, index)));
            }
        }
        before = RemainingCandidates.full(plan);
    }

    /** The run begins now: whatever is there was there before. */
    AuditRig begin() {
        RemainingCandidates.Collector collector = new RemainingCandidates.Collector(plan);
        for (int room = 0; room < ROOMS; room++) {
            String roomId = plan.roomId(room);
            subscriptions.get(room).forEach(account -> collector.member(roomId, account));
        }
        before = collector.finish();
        return this;
    }

    RemainingCandidates before() {
        return before;
    }

    /** An account of the pool of a room. */
    String pooled(int room, int index) {
        return plan.account(before.user(room, index));
    }

    /** One slot, closed. */
    long slot(
            int room,
            int from,
            int count,
            ReplyOutcome reply,
            @Nullable EventOutcome event,
            @Nullable ResultOutcome result) {
        long slot = slots++;
        log.sent(SlotTracker.key(5, slot), room, from, count, Shape.USERS);
        log.settled(slot, reply, event, result);
        return slot;
    }

    /** A slot that adds its accounts as orgs, and of which everything came as it should. */
    long orgs(int room, int from, int count) {
        long slot = slots++;
        log.sent(SlotTracker.key(5, slot), room, from, count, Shape.ORGS);
        log.settled(slot, ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.OK);
        return slot;
    }

    /** A slot of which everything came as it should. */
    long succeeded(int room, int from, int count) {
        return slot(room, from, count, ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.OK);
    }

    String requestId(long slot) {
        return requestIds.format(SlotTracker.key(5, slot));
    }

    AuditRig subscribed(int room, int from, int count) {
        IntStream.range(from, from + count)
                .forEach(index -> subscriptions.get(room).add(pooled(room, index)));
        return this;
    }

    AuditedRun run() {
        return new AuditedRun(ContractVersion.C, plan, before, before, log, requestIds, OptionalLong.of(1));
    }

    RoomMembership room(int room) {
        List<String> accounts = subscriptions.get(room);
        return new RoomMembership(room, OptionalLong.of(accounts.size()), accounts, accounts.size(), false, List.of());
    }

    Findings compare() {
        RoomComparison comparison = new RoomComparison(run());
        Findings findings = new Findings();
        for (int room = 0; room < ROOMS; room++) {
            findings.add(comparison.compare(room(room)));
        }
        return findings;
    }
}
