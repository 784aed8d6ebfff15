package io.loadgen.operations.console;

import io.loadgen.audit.AuditProgress;
import io.loadgen.latency.Bounds;
import io.loadgen.latency.FigureText;
import io.loadgen.lifecycle.live.RunSnapshot;
import io.loadgen.lifecycle.live.TimeLeft;
import io.loadgen.result.SecondSample;
import io.loadgen.spec.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A run that goes on, in one line. Stateless; any thread. */
final class ProgressText {
    private ProgressText() {}

    /** The line, without the name of the run and without an end. */
    static String of(RunSnapshot run) {
        List<String> parts = new ArrayList<>();
        parts.add(run.state().name());
        parts.add(Math.round(Math.floor(run.progress().share() * 100)) + " %");
        SecondSample second = run.second();
        if (second != null) {
            parts.add(rate(run, second));
            parts.add(e2(second.responseTimes().get(Signal.EVENT)));
            parts.add("backlog " + (second.backlogPending() == null ? "unknown" : second.backlogPending()));
        }
        if (run.stall() != null) {
            parts.add("room-worker has taken no job for "
                    + FigureText.exactSeconds(run.stall().lasted().toNanos()));
        }
        parts.add("outstanding " + run.progress().outstanding());
        if (run.progress().failed() > 0) {
            parts.add("failed " + run.progress().failed());
        }
        if (run.timeLeft() != null) {
            parts.add(timeLeft(run.timeLeft()));
        }
        if (run.audit() != null) {
            parts.add(audit(run.audit()));
        }
        return String.join(", ", parts);
    }

    private static String rate(RunSnapshot run, SecondSample second) {
        long sent = second.sent();
        Double target = run.targetRatePerSecond();
        return target == null ? sent + "/s" : String.format(Locale.ROOT, "%d of %.1f/s", sent, target);
    }

    private static String e2(SecondSample.@Nullable Times latencies) {
        return latencies == null ? "no E2" : "E2 p50 " + time(latencies.p50()) + " p99 " + time(latencies.p99());
    }

    private static String time(@Nullable Bounds bounds) {
        if (bounds == null) {
            return "-";
        }
        return (bounds.bothAgree() ? "" : bounds.upperMillis() == null ? "> " : ">= ")
                + FigureText.millis(bounds.lowerMillis()) + " ms";
    }

    private static String timeLeft(TimeLeft left) {
        long seconds = left.duration().toSeconds();
        String time = seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
        return switch (left.basis()) {
            case SCHEDULE -> time + " left";
            case PACE -> "about " + time + " left";
        };
    }

    private static String audit(AuditProgress audit) {
        return "audit " + audit.shardsDone() + " of " + audit.shards();
    }
}
