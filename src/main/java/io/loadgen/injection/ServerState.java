package io.loadgen.injection;

/**
 * The messaging server.
 *
 * @param version its version
 * @param rttNanos a ping's way there and back
 */
public record ServerState(String version, long rttNanos) {}
