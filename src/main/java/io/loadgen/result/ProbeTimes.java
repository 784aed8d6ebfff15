package io.loadgen.result;

import org.jspecify.annotations.Nullable;

/**
 * How long the stages of the probe add took, from its send, nanoseconds. One add, on a platform that may be cold: an orientation.
 *
 * @param replyNanos until the reply or the stream's ack, null when none came
 * @param handoffNanos until the canonical message was seen, null when it was not
 * @param eventNanos until the member event, null when none came
 * @param resultNanos until the job result, null when none came
 */
public record ProbeTimes(
        @Nullable Long replyNanos,
        @Nullable Long handoffNanos,
        @Nullable Long eventNanos,
        @Nullable Long resultNanos) {}
