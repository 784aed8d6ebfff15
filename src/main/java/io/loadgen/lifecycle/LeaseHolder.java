package io.loadgen.lifecycle;

/**
 * Who has the right to run, and for what.
 *
 * @param owner a process: its host, and a number of its own
 * @param runId the run
 */
public record LeaseHolder(String owner, String runId) {}
