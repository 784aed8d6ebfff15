package io.loadgen.runs;

import io.loadgen.measurement.Disposition;
import io.loadgen.measurement.EventOutcome;
import io.loadgen.measurement.LatencyDistribution;
import io.loadgen.measurement.LedgerSnapshot;
import io.loadgen.measurement.Measurements;
import io.loadgen.measurement.Quantile;
import io.loadgen.runs.Slo.LatencyLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the figures say of each limit. A limit that is neither broken nor undecidable was kept.
 *
 * @param broken limits that were broken, each in a sentence
 * @param undecidable limits of which the figures prove neither, each in a sentence
 */
record SloJudgement(List<String> broken, List<String> undecidable) {
    static SloJudgement of(Slo slo, Measurements measurements) {
        List<String> broken = new ArrayList<>();
        List<String> undecidable = new ArrayList<>();
        slo.latencies().forEach(limit -> checkLatency(limit, measurements, broken, undecidable));
        checkErrorRate(slo, measurements.measured(), broken, undecidable);
        checkBacklog(slo, measurements, broken, undecidable);
        return new SloJudgement(broken, undecidable);
    }

    private static void checkLatency(
            LatencyLimit limit, Measurements measurements, List<String> broken, List<String> undecidable) {
        String name = String.format(
                Locale.ROOT,
                "response time %s p%s",
                limit.signal().symbol(),
                Double.toString(limit.percentile()).replaceAll("\\.0$", ""));
        LatencyDistribution times = measurements.responseTimes().get(limit.signal());
        if (times == null || times.count() == 0) {
            undecidable.add(String.format(
                    Locale.ROOT,
                    "%s has a limit of %s but no sample was measured",
                    name,
                    Wording.millis(limit.limit().toNanos())));
            return;
        }
        long limitNanos = limit.limit().toNanos();
        Quantile quantile = times.quantile(limit.percentile() / 100);
        if (quantile.beyond() && quantile.nanos() < limitNanos) {
            undecidable.add(String.format(
                    Locale.ROOT,
                    "%s falls among %d requests that did not end and is only known to be above %s, below the limit of %s:"
                            + " raise replyTimeout or eventTimeout above the limit, or let the run end by itself",
                    name,
                    times.censoredCount(),
                    Wording.millis(quantile.nanos()),
                    Wording.millis(limitNanos)));
        } else if (quantile.beyond() || quantile.nanos() > limitNanos) {
            broken.add(String.format(
                    Locale.ROOT,
                    "%s is %s%s, above the limit of %s",
                    name,
                    quantile.beyond() ? "more than " : "",
                    Wording.millis(quantile.nanos()),
                    Wording.millis(limitNanos)));
        }
    }

    private static void checkErrorRate(Slo slo, LedgerSnapshot books, List<String> broken, List<String> undecidable) {
        if (slo.errorRate().isEmpty()) {
            return;
        }
        double limit = slo.errorRate().getAsDouble();
        long sent = books.count(Disposition.SENT);
        long failed = sent - books.count(EventOutcome.EVENT);
        if (sent == 0) {
            undecidable.add(String.format(
                    Locale.ROOT,
                    "the error rate has a limit of %s but no measured slot was sent",
                    Wording.percent(limit)));
        } else if ((double) failed / sent > limit) {
            broken.add(String.format(
                    Locale.ROOT,
                    "error rate is %s (%d of %d sent without their event), above the limit of %s",
                    Wording.percent((double) failed / sent),
                    failed,
                    sent,
                    Wording.percent(limit)));
        }
    }

    private static void checkBacklog(
            Slo slo, Measurements measurements, List<String> broken, List<String> undecidable) {
        if (slo.backlogGrowth().isEmpty()) {
            return;
        }
        long limit = slo.backlogGrowth().getAsLong();
        long growth = measurements.backlog().growth();
        if (measurements.backlog().samples() == 0) {
            undecidable.add(String.format(
                    Locale.ROOT, "backlog growth has a limit of %d but the consumer was never seen", limit));
        } else if (growth > limit) {
            broken.add(String.format(Locale.ROOT, "backlog grew by %d messages, above the limit of %d", growth, limit));
        }
    }
}
