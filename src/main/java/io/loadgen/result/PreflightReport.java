package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.loadgen.contract.ContractVersion;
import io.loadgen.result.PreflightCheck.CheckStatus;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a preflight found. Immutable; any thread.
 *
 * @param checks every check, in the order of the reference page
 * @param contract the version of the contract in force, null when it could not be told
 * @param probe the stage times of the probe add, null when none was made or it was not sent
 * @param largestMessage what an add of the run may make at most, null when that was not looked at
 * @param longestRetryNanos how long room-worker may try a job that fails, by the settings of its consumer; null when these were not seen, and
 *     where it tries without end
 * @param rehearsal what the traffic of the run took when it was sent to ourselves, null when it was not
 * @param tookNanos how long the preflight took
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "ok",
    "contract",
    "tookMillis",
    "probe",
    "largestMessage",
    "longestRetryMillis",
    "rehearsal",
    "checks"
})
public record PreflightReport(
        List<PreflightCheck> checks,
        @Nullable ContractVersion contract,
        @Nullable ProbeTimes probe,
        @Nullable LargestMessage largestMessage,

        @JsonProperty("longestRetryMillis") @Millis @Nullable
        Long longestRetryNanos,

        @Nullable RehearsalFigures rehearsal,
        @JsonProperty("tookMillis") @Millis long tookNanos) {
    /** Nothing was looked at. */
    public static final PreflightReport NONE = new PreflightReport(List.of(), null, null, null, null, null, 0);

    /** Copies the checks. */
    public PreflightReport {
        checks = List.copyOf(checks);
    }

    /**
     * The report of a run that was rehearsed.
     *
     * @param found what that found
     * @return a copy
     */
    public PreflightReport with(RehearsalFigures found) {
        return new PreflightReport(checks, contract, probe, largestMessage, longestRetryNanos, found, tookNanos);
    }

    /**
     * Whether a run may begin.
     *
     * @return false when a check failed
     */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public boolean ok() {
        return with(CheckStatus.FAIL).isEmpty();
    }

    /**
     * The checks that ended in one way.
     *
     * @param status how they ended
     * @return the checks, in their order
     */
    public List<PreflightCheck> with(CheckStatus status) {
        return checks.stream().filter(check -> check.status() == status).toList();
    }

    /**
     * Why a run may not begin.
     *
     * @return what failed and how to mend it, one after the other
     */
    public String refusal() {
        return with(CheckStatus.FAIL).stream().map(PreflightCheck::line).collect(Collectors.joining("; "));
    }

    /**
     * How long the stages of the probe add took, from its send, nanoseconds. One add, on a platform that may be cold: an orientation.
     *
     * @param replyNanos until the reply or the stream's ack, null when none came
     * @param handoffNanos until the canonical message was seen, null when it was not
     * @param eventNanos until the member event, null when none came
     * @param resultNanos until the job result, null when none came
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ProbeTimes(
            @JsonProperty("replyMillis") @Millis @Nullable Long replyNanos,
            @JsonProperty("handoffMillis") @Millis @Nullable Long handoffNanos,
            @JsonProperty("eventMillis") @Millis @Nullable Long eventNanos,
            @JsonProperty("resultMillis") @Millis @Nullable Long resultNanos) {}
}
