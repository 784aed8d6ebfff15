package io.loadgen.lifecycle;

/**
 * Who has a right that replicas share, and for what.
 *
 * @param owner a process: its host, and a number of its own
 * @param purpose the run, or what is done to the fixture set
 */
public record LeaseHolder(String owner, String purpose) {}
