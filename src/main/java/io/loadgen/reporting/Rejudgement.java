package io.loadgen.reporting;

import io.loadgen.audit.AuditCounts;
import io.loadgen.audit.AuditFigure;
import io.loadgen.audit.AuditResult;
import io.loadgen.contract.Shape;
import io.loadgen.injection.InjectMode;
import io.loadgen.injection.SessionHealth;
import io.loadgen.injection.ShapeMix;
import io.loadgen.measurement.BacklogSummary;
import io.loadgen.measurement.Basis;
import io.loadgen.measurement.ConnectionGaps;
import io.loadgen.measurement.Disposition;
import io.loadgen.measurement.EventOutcome;
import io.loadgen.measurement.FirstOrgAddFigures;
import io.loadgen.measurement.Irregularities;
import io.loadgen.measurement.LatencyDistribution;
import io.loadgen.measurement.LedgerSnapshot;
import io.loadgen.measurement.Measurements;
import io.loadgen.measurement.ReplyOutcome;
import io.loadgen.measurement.ResultOutcome;
import io.loadgen.measurement.Signal;
import io.loadgen.reporting.RunReport.Figures;
import io.loadgen.runs.CapacitySpec;
import io.loadgen.runs.RunSpec;
import io.loadgen.runs.Slo;
import io.loadgen.runs.SustainedSpec;
import io.loadgen.runs.Verdict;
import io.loadgen.runs.VerdictRule;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges a run again from its report alone, with the rule of this version: for a report read from a file, or one that a newer
 * rule is to judge. Pure; any thread.
 */
public final class Rejudgement {
    private Rejudgement() {}

    /**
     * Judges.
     *
     * @param report the report of a run
     * @return the verdict; empty for a run that measured nothing
     * @throws IllegalArgumentException when the report holds what no run can have
     */
    public static Optional<Verdict> of(RunReport report) {
        Figures figures = report.figures();
        return figures == null
                ? Optional.empty()
                : Optional.of(VerdictRule.decide(
                        spec(report.spec()),
                        measurements(figures),
                        health(figures.irregularities()),
                        audit(report.audit())));
    }

    private static RunSpec spec(SpecEcho echo) {
        return switch (echo) {
            case SpecEcho.Sustained spec ->
                new SustainedSpec(
                        spec.fixture(),
                        spec.ratePerSecond(),
                        Duration.ofMillis(spec.durationMillis()),
                        Duration.ofMillis(spec.warmupMillis()),
                        spec.usersPerAdd(),
                        inject(spec.inject()),
                        shape(spec.shape(), spec.mix()),
                        Duration.ofMillis(spec.replyTimeoutMillis()),
                        Duration.ofMillis(spec.eventTimeoutMillis()),
                        spec.maxOutstanding(),
                        Duration.ofMillis(spec.maxScheduleLagMillis()),
                        spec.observeHandoff(),
                        slo(spec.slo()));
            case SpecEcho.Capacity spec ->
                new CapacitySpec(
                        spec.fixture(),
                        spec.targetSize(),
                        spec.usersPerAdd(),
                        inject(spec.inject()),
                        shape(spec.shape(), spec.mix()),
                        optional(spec.maxRatePerSecond()),
                        Duration.ofMillis(spec.replyTimeoutMillis()),
                        Duration.ofMillis(spec.eventTimeoutMillis()),
                        spec.maxOutstanding(),
                        spec.observeHandoff(),
                        slo(spec.slo()),
                        Objects.requireNonNullElse(spec.bucketEdges(), List.of()));
        };
    }

    private static InjectMode inject(String word) {
        return InjectMode.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static ShapeMix shape(String word, @Nullable Map<String, Integer> mix) {
        return mix == null
                ? new ShapeMix.Only(shape(word))
                : new ShapeMix.Weighted(weight(mix, Shape.USERS), weight(mix, Shape.ORGS), weight(mix, Shape.CHANNELS));
    }

    private static Shape shape(String word) {
        return Arrays.stream(Shape.values())
                .filter(shape -> shape.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no shape: " + word));
    }

    private static int weight(Map<String, Integer> mix, Shape shape) {
        return mix.getOrDefault(shape.word(), 0);
    }

    private static Slo slo(SpecEcho.@Nullable Limits limits) {
        if (limits == null) {
            return Slo.none();
        }
        Long growth = limits.backlogGrowth();
        Long lost = limits.lost();
        return new Slo(
                limits.latencies().stream()
                        .map(limit -> new Slo.LatencyLimit(
                                signal(limit.signal()),
                                limit.percentile(),
                                Duration.ofNanos(nanos(limit.limitMillis()))))
                        .toList(),
                optional(limits.errorRate()),
                growth == null ? OptionalLong.empty() : OptionalLong.of(growth),
                lost == null ? OptionalLong.empty() : OptionalLong.of(lost));
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static Signal signal(String symbol) {
        return Arrays.stream(Signal.values())
                .filter(signal -> signal.symbol().equals(symbol))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no signal: " + symbol));
    }

    private static long nanos(double millis) {
        return Math.round(millis * 1e6);
    }

    private static Measurements measurements(Figures figures) {
        BacklogSummary backlog = figures.backlog();
        return new Measurements(
                ledger(figures.measured()),
                ledger(figures.warmup()),
                Map.of(),
                irregularities(figures.irregularities()),
                latencies(figures, Basis.RESPONSE),
                latencies(figures, Basis.SERVICE),
                FirstOrgAddFigures.none(),
                figures.scheduleLagHistogram().expand(),
                List.of(),
                List.of(),
                backlog == null ? new BacklogSummary(0, 0, 0, 0, 0, 0, 0, 0) : backlog,
                0,
                nanos(figures.measuredMillis()));
    }

    private static Map<Signal, LatencyDistribution> latencies(Figures figures, Basis basis) {
        Map<Signal, LatencyDistribution> latencies = new EnumMap<>(Signal.class);
        for (Signal signal : Signal.values()) {
            figures.latency(signal, basis)
                    .ifPresent(row -> latencies.put(signal, row.histogram().expand()));
        }
        return latencies;
    }

    private static LedgerSnapshot ledger(Books books) {
        return new LedgerSnapshot(
                books.planned(),
                counts(Disposition.values(), books.dispositions()),
                counts(ReplyOutcome.values(), books.replies()),
                counts(EventOutcome.values(), books.events()),
                counts(ResultOutcome.values(), books.results()));
    }

    private static <E extends Enum<E>> Map<E, Long> counts(E[] outcomes, Map<String, Long> named) {
        return Arrays.stream(outcomes)
                .collect(Collectors.toMap(
                        Function.identity(), outcome -> named.getOrDefault(Books.camelCase(outcome), 0L)));
    }

    private static Irregularities irregularities(Oddities oddities) {
        return new Irregularities(
                oddities.rejections(),
                oddities.workerErrors(),
                oddities.firstMessages(),
                oddities.count("duplicateReplies"),
                oddities.count("duplicateEvents"),
                oddities.count("duplicateResults"),
                oddities.count("lateReplies"),
                oddities.count("lateEvents"),
                oddities.count("lateResults"),
                oddities.count("unansweredEvents"),
                oddities.count("eventTimeoutsAfterOk"),
                oddities.count("eventsWithoutHeader"),
                oddities.count("foreignSignals"),
                oddities.count("unreadableSignals"),
                connection(oddities.lostConnection()));
    }

    /** How many signals were not heard decides; when that was does not. */
    private static ConnectionGaps connection(@Nullable LostConnection lost) {
        return lost == null
                ? ConnectionGaps.none()
                : new ConnectionGaps(List.of(), lost.unheardSignals(), lost.unheardMeasuredSignals());
    }

    /** Anomalies decide nothing that the figures do not. A report from before there were audits is judged by the rest. */
    private static AuditResult audit(@Nullable AuditReport audit) {
        if (audit == null) {
            return new AuditResult(AuditResult.Status.COMPLETE, List.of(), 0, new AuditCounts(Map.of()), 0, List.of());
        }
        Map<AuditFigure, Long> figures = counts(AuditFigure.values(), audit.counts());
        return new AuditResult(
                audit.status(),
                audit.remarks(),
                audit.rooms(),
                new AuditCounts(figures),
                audit.anomaliesFound(),
                List.of());
    }

    private static SessionHealth health(Oddities oddities) {
        return new SessionHealth(
                true,
                oddities.count("disconnects"),
                oddities.count("droppedMessages"),
                oddities.count("failedSignals"));
    }
}
