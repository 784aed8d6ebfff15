package io.loadgen.sandbox;

/** Is told of every service time drawn, so that a test can hold what was measured against what was given. Any thread. */
@FunctionalInterface
public interface DrawListener {
    /**
     * A message is about to take so long.
     *
     * @param service which service handles it
     * @param nanos the time drawn, nanoseconds
     */
    void drew(SimulatedService service, long nanos);
}
