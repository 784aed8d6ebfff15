package io.loadgen.injection;

/**
 * How large a message a server takes.
 *
 * @param server its name
 * @param bytes headers and body together
 */
public record PayloadLimit(String server, long bytes) {}
