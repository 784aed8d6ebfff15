package io.loadgen.operations.metrics;

import io.loadgen.result.EventOutcome;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.SecondSample;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;

/** What was sent and what failed, counted once a second from the books of that second. Any thread. */
final class MemberCounters {
    private static final List<String> REASONS = List.of(
            "publish",
            "room_service",
            "busy",
            "no_responders",
            "timeout",
            "worker",
            "mismatch",
            "saturated",
            "underrun");

    private final MeterRegistry registry;

    /** Shows every reason from the start, so that a rate over the first failure is not lost. */
    MemberCounters(MeterRegistry registry) {
        this.registry = registry;
        REASONS.forEach(reason -> add(reason, 0));
    }

    void add(String preset, String inject, String shape, SecondSample sample) {
        for (Phase phase : Phase.values()) {
            Counter.builder("loadgen.member.published")
                    .description("Requests sent")
                    .tag("preset", preset)
                    .tag("phase", phase.name().toLowerCase(Locale.ROOT))
                    .tag("inject", inject)
                    .tag("shape", shape)
                    .register(registry)
                    .increment((double) sample.sent(phase));
        }
        sample.dispositions().forEach((disposition, count) -> {
            switch (disposition) {
                case SATURATED -> add("saturated", count);
                case UNDERRUN -> add("underrun", count);
                case SENT, EXHAUSTED, ABORTED -> {}
            }
        });
        sample.replies().forEach(this::addReply);
        sample.events().forEach(this::addEvent);
    }

    private void addReply(ReplyOutcome outcome, long count) {
        switch (outcome) {
            case REJECTED -> add("room_service", count);
            case BUSY -> add("busy", count);
            case NO_RESPONDERS -> add("no_responders", count);
            case PUBLISH_ERROR -> add("publish", count);
            case ACCEPTED, REPLY_TIMEOUT -> {
                // Its event was waited for all the same, and says how the request ended.
            }
        }
    }

    private void addEvent(EventOutcome outcome, long count) {
        switch (outcome) {
            case EVENT_MISMATCH -> add("mismatch", count);
            case WORKER_ERROR -> add("worker", count);
            case EVENT_TIMEOUT -> add("timeout", count);
            case EVENT, NO_OP -> {}
        }
    }

    private void add(String reason, long count) {
        Counter.builder("loadgen.member.publish.errors")
                .description("Requests that were dropped or did not end in their member event, by reason")
                .tag("reason", reason)
                .register(registry)
                .increment((double) count);
    }
}
