package io.loadgen.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.AuditResult.Anomaly;
import io.loadgen.result.Counts;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to rooms at random, the audit finds what a plain look at every pair of room and account finds. */
class AuditPropertyTests {
    private static final int SEEDS = 300;
    private static final List<ReplyOutcome> REPLIES = List.of(ReplyOutcome.values());
    private static final @Nullable EventOutcome[] EVENTS = {
        null, EventOutcome.EVENT, EventOutcome.EVENT_MISMATCH, EventOutcome.WORKER_ERROR, EventOutcome.EVENT_TIMEOUT
    };
    private static final @Nullable ResultOutcome[] RESULTS = {
        null, ResultOutcome.OK, ResultOutcome.ERROR, ResultOutcome.RESULT_TIMEOUT
    };

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void auditFindsWhatANaiveLookFinds(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AuditRig rig = new AuditRig();
        for (int room = 0; room < AuditRig.ROOMS; room++) {
            disturb(rig, room, random);
        }
        rig.begin();
        Model model = new Model(rig);
        for (int room = 0; room < AuditRig.ROOMS; room++) {
            for (int from = 0; from < rig.before().count(room) && random.nextInt(5) > 0; ) {
                int count = Math.min(1 + random.nextInt(4), rig.before().count(room) - from);
                from += send(rig, model, room, from, count, random);
            }
            disturb(rig, room, random);
            Collections.shuffle(rig.subscriptions.get(room), new java.util.Random(seed));
        }

        Findings found = rig.compare();
        assertThat(found.counts()).as("seed %s", seed).isEqualTo(model.counts());
        assertThat(requestIds(found, Anomaly.Kind.LOST))
                .as("lost slots, seed %s", seed)
                .containsExactlyElementsOf(model.lostSlots());
    }

    /** Strangers, candidates out of turn, and members twice. */
    private static void disturb(AuditRig rig, int room, SplittableRandom random) {
        List<String> subscriptions = rig.subscriptions.get(room);
        while (random.nextInt(2) == 0) {
            switch (random.nextInt(4)) {
                case 0 -> subscriptions.add("stranger-" + random.nextInt(3));
                case 1 -> subscriptions.add(subscriptions.get(random.nextInt(subscriptions.size())));
                case 2 -> subscriptions.add(rig.plan.account(random.nextInt(40)));
                default ->
                    subscriptions.add(rig.plan.account(rig.plan.candidate(room, random.nextInt(AuditRig.CANDIDATES))));
            }
        }
    }

    private static int send(AuditRig rig, Model model, int room, int from, int count, SplittableRandom random) {
        ReplyOutcome reply = REPLIES.get(random.nextInt(REPLIES.size()));
        EventOutcome event = EVENTS[random.nextInt(EVENTS.length)];
        ResultOutcome result = RESULTS[random.nextInt(RESULTS.length)];
        long slot = rig.slot(room, from, count, reply, event, result);
        if (reply == ReplyOutcome.PUBLISH_ERROR) {
            return 0;
        }
        model.slots.add(new Slot(slot, room, from, count, reply, event, result));
        for (int index = from; index < from + count; index++) {
            if (random.nextInt(3) > 0) {
                rig.subscribed(room, index, 1);
            }
        }
        return count;
    }

    private static List<String> requestIds(Findings found, Anomaly.Kind kind) {
        return found.anomalies().stream()
                .filter(anomaly -> anomaly.kind() == kind && anomaly.add() != null)
                .map(anomaly -> anomaly.add().requestId())
                .toList();
    }

    private record Slot(
            long number,
            int room,
            int from,
            int count,
            ReplyOutcome reply,
            @Nullable EventOutcome event,
            @Nullable ResultOutcome result) {}

    /** Looks at every pair, and cares for nothing but being plain. */
    private static final class Model {
        private final AuditRig rig;
        private final List<Map<String, Long>> before = new ArrayList<>();
        private final List<Slot> slots = new ArrayList<>();

        private Model(AuditRig rig) {
            this.rig = rig;
            for (int room = 0; room < AuditRig.ROOMS; room++) {
                before.add(counted(rig.subscriptions.get(room)));
            }
        }

        private static Map<String, Long> counted(List<String> accounts) {
            Map<String, Long> counts = new HashMap<>();
            accounts.forEach(account -> counts.merge(account, 1L, Long::sum));
            return counts;
        }

        /** The baseline, and whoever of the pools was there. */
        private long membersBefore() {
            RemainingCandidates pool = RemainingCandidates.full(rig.plan);
            long taken = 0;
            for (int room = 0; room < AuditRig.ROOMS; room++) {
                for (int index = 0; index < AuditRig.CANDIDATES; index++) {
                    if (before.get(room).containsKey(rig.plan.account(pool.user(room, index)))) {
                        taken++;
                    }
                }
            }
            return taken + (long) AuditRig.ROOMS * AuditRig.BASELINE;
        }

        private Map<AuditFigure, Long> counts() {
            Map<AuditFigure, Long> figures = new EnumMap<>(AuditFigure.class);
            figures.put(AuditFigure.ROOMS, (long) AuditRig.ROOMS);
            figures.put(AuditFigure.MEMBERS_BEFORE, membersBefore());
            for (int room = 0; room < AuditRig.ROOMS; room++) {
                Map<String, Long> now = counted(rig.subscriptions.get(room));
                Set<String> accounts = new TreeSet<>(now.keySet());
                Set<Slot> seen = new HashSet<>();
                for (Slot slot : slots) {
                    if (slot.room() == room) {
                        accounts.addAll(accountsOf(slot));
                        if (seen.add(slot)) {
                            add(figures, slotFigure(slot));
                        }
                    }
                }
                for (String account : accounts) {
                    look(room, account, now.getOrDefault(account, 0L), figures);
                }
            }
            return Counts.complete(AuditFigure.class, figures);
        }

        private void look(int room, String account, long subscriptions, Map<AuditFigure, Long> figures) {
            Slot slot = slots.stream()
                    .filter(each -> each.room() == room && accountsOf(each).contains(account))
                    .findFirst()
                    .orElse(null);
            long earlier = before.get(room).getOrDefault(account, 0L);
            boolean there = subscriptions > 0;
            if (slot != null) {
                switch (slotFigure(slot)) {
                    case SLOTS_PROMISED -> add(figures, there ? AuditFigure.KEPT : AuditFigure.LOST);
                    case SLOTS_REFUSED -> {
                        if (there) {
                            add(figures, AuditFigure.REFUSED_BUT_FOUND);
                        }
                    }
                    default -> add(figures, there ? AuditFigure.UNDECIDED_FOUND : AuditFigure.UNDECIDED_MISSING);
                }
                if (subscriptions > 1) {
                    add(figures, AuditFigure.DUPLICATE);
                }
            } else if (subscriptions > earlier) {
                add(figures, earlier > 0 ? AuditFigure.DUPLICATE : AuditFigure.UNEXPECTED);
            }
        }

        private static AuditFigure slotFigure(Slot slot) {
            if (slot.event() == EventOutcome.EVENT || slot.result() == ResultOutcome.OK) {
                return AuditFigure.SLOTS_PROMISED;
            }
            boolean refused = slot.reply() == ReplyOutcome.REJECTED
                    || slot.reply() == ReplyOutcome.BUSY
                    || slot.reply() == ReplyOutcome.NO_RESPONDERS;
            return refused ? AuditFigure.SLOTS_REFUSED : AuditFigure.SLOTS_UNDECIDED;
        }

        private List<String> lostSlots() {
            return slots.stream()
                    .filter(slot -> slotFigure(slot) == AuditFigure.SLOTS_PROMISED)
                    .filter(slot -> !new HashSet<>(rig.subscriptions.get(slot.room())).containsAll(accountsOf(slot)))
                    .map(slot -> rig.requestId(slot.number()))
                    .limit(AuditResult.MOST_ANOMALIES)
                    .toList();
        }

        private List<String> accountsOf(Slot slot) {
            return IntStream.range(slot.from(), slot.from() + slot.count())
                    .mapToObj(index -> rig.pooled(slot.room(), index))
                    .toList();
        }

        private static void add(Map<AuditFigure, Long> figures, AuditFigure figure) {
            figures.merge(figure, 1L, Long::sum);
        }
    }
}
