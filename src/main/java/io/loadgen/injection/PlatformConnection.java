package io.loadgen.injection;

/** Tells whether the platform's messaging is reached now. Any thread; never blocks. */
@FunctionalInterface
public interface PlatformConnection {
    /**
     * The connection as it is now.
     *
     * @return its state
     */
    State state();

    /**
     * A connection's state.
     *
     * @param connected whether requests could be sent now
     * @param description the server that is connected to, or why none is; no secrets
     */
    record State(boolean connected, String description) {}
}
