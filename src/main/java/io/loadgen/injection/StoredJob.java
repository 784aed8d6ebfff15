package io.loadgen.injection;

import org.jspecify.annotations.Nullable;

/**
 * A job as the stream keeps it.
 *
 * @param sequence its sequence in the stream
 * @param requestId its {@code X-Request-ID}, null when it has none
 */
public record StoredJob(long sequence, @Nullable String requestId) {}
