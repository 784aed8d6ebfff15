package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

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
