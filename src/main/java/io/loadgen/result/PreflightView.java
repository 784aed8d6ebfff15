package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A preflight as it is shown. Times are milliseconds with up to 3 decimals.
 *
 * @param ok whether a run may begin: no check failed
 * @param contract the version of the contract in force, null when it could not be told
 * @param tookMillis how long it took
 * @param probe stage times of the probe add, null when none was sent
 * @param checks every check, in the order of the reference page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PreflightView(
        boolean ok,
        @Nullable String contract,
        double tookMillis,
        @Nullable Probe probe,
        List<Check> checks) {
    /** Takes a copy. */
    public PreflightView {
        checks = List.copyOf(checks);
    }

    /**
     * Shows a preflight.
     *
     * @param report what was found
     * @return all of it
     */
    public static PreflightView of(PreflightReport report) {
        ProbeTimes times = report.probe();
        return new PreflightView(
                report.ok(),
                report.contract() == null ? null : report.contract().name(),
                LatencySummary.millis(report.tookNanos()),
                times == null ? null : Probe.of(times),
                report.checks().stream().map(Check::of).toList());
    }

    public long count(CheckStatus status) {
        return checks.stream().filter(check -> check.status() == status).count();
    }

    /**
     * One check.
     *
     * @param name its name
     * @param status how it ended
     * @param finding what was found
     * @param mend how to mend it, null when there is nothing to mend
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Check(
            String name,
            CheckStatus status,
            String finding,
            @Nullable String mend) {
        private static Check of(PreflightCheck check) {
            return new Check(check.name(), check.status(), check.finding(), check.mend());
        }
    }

    /**
     * The stages of the probe add, from its send.
     *
     * @param replyMillis until the reply or ack
     * @param handoffMillis until the canonical message was seen
     * @param eventMillis until the member event
     * @param resultMillis until the job result
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Probe(
            @Nullable Double replyMillis,
            @Nullable Double handoffMillis,
            @Nullable Double eventMillis,
            @Nullable Double resultMillis) {
        private static Probe of(ProbeTimes times) {
            return new Probe(
                    millis(times.replyNanos()),
                    millis(times.handoffNanos()),
                    millis(times.eventNanos()),
                    millis(times.resultNanos()));
        }

        private static @Nullable Double millis(@Nullable Long nanos) {
            return nanos == null ? null : Double.valueOf(LatencySummary.millis(nanos));
        }
    }
}
