package io.loadgen.history;

import io.loadgen.comparison.SyntheticRun;
import io.loadgen.engine.RunCheckpoint;
import io.loadgen.latency.Bounds;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.RunTimes;
import io.loadgen.measurement.MeasurementsBuilder;
import io.loadgen.result.Disposition;
import io.loadgen.result.Environment;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Phase;
import io.loadgen.result.PreflightReport;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.RunState;
import io.loadgen.result.SecondSample;
import io.loadgen.result.SessionHealth;
import io.loadgen.spec.Basis;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SpecBuilder;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs to be kept, the number of each telling its age. */
public final class KeptRuns {
    public static final Environment HERE = new Environment(
            "test", "25", 2, "Linux", "here", "B", "2.11", "site-local", Map.of("loadgen.site", "here"));
    private static final Instant FIRST = Instant.parse("2026-11-23T15:30:00Z");
    private static final long MILLIS = 1_000_000;

    private KeptRuns() {}

    public static String id(int number) {
        return String.format(Locale.ROOT, "20261123-153000-%04x", number);
    }

    public static Instant createdAt(int number) {
        return FIRST.plusSeconds(number);
    }

    /** A run that goes on. */
    public static RunRecord in(int number, RunState state) {
        return record(number, state, null);
    }

    /** A run that measured nothing, over. */
    public static RunRecord failed(int number) {
        return record(number, RunState.FAILED, "no such stream");
    }

    private static RunRecord record(int number, RunState state, @Nullable String failure) {
        return new RunRecord(
                id(number),
                new SpecBuilder().build(),
                state,
                new RunTimes(
                        createdAt(number),
                        state.compareTo(RunState.WARMUP) >= 0 && !state.isTerminal() ? createdAt(number) : null,
                        state.isTerminal() ? createdAt(number).plusSeconds(60) : null),
                failure,
                null,
                null);
    }

    /** A run with figures, over. */
    public static RunRecord ended(int number) {
        return like(new SyntheticRun(number).record(), number);
    }

    /** The same figures as those of another run. */
    public static RunRecord like(RunRecord drawn, int number) {
        return new RunRecord(
                id(number),
                drawn.spec(),
                drawn.state(),
                new RunTimes(
                        createdAt(number), createdAt(number), createdAt(number).plusSeconds(61)),
                null,
                null,
                drawn.result());
    }

    /** Two measured seconds of a run, seven requests outstanding after them. */
    public static RunCheckpoint checkpoint(int number, int firstSecond) {
        MeasurementsBuilder builder = new MeasurementsBuilder()
                .second(second(firstSecond))
                .second(second(firstSecond + 1))
                .interval(
                        firstSecond,
                        Signal.EVENT,
                        Basis.RESPONSE,
                        MeasurementsBuilder.observed(200, 10 * MILLIS, 20 * MILLIS))
                .interval(
                        firstSecond + 1,
                        Signal.EVENT,
                        Basis.RESPONSE,
                        MeasurementsBuilder.observed(200, 10 * MILLIS, 20 * MILLIS));
        builder.measured().forgotten(7);
        return new RunCheckpoint(
                id(number), builder.build(), new SessionHealth(true, 0, 0, 0), Optional.empty(), PreflightReport.NONE);
    }

    private static SecondSample second(int second) {
        return new SecondSample(
                second,
                Phase.MEASURED,
                200,
                Map.of(Disposition.SENT, 200L),
                200,
                Map.of(ReplyOutcome.ACCEPTED, 200L),
                Map.of(EventOutcome.EVENT, 200L),
                Map.of(
                        Signal.EVENT,
                        new SecondSample.Times(200, 0, Bounds.exactly(1), Bounds.exactly(1.5), Bounds.exactly(1.9), 2)),
                0.1,
                0.2,
                7,
                null,
                null,
                null);
    }
}
