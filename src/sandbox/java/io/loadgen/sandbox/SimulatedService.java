package io.loadgen.sandbox;

/** The services that the sandbox simulates. */
public enum SimulatedService {
    /** Checks requests and hands them on. */
    ROOM_SERVICE("room-service"),
    /** Does the jobs. */
    ROOM_WORKER("room-worker");

    private final String title;

    SimulatedService(String title) {
        this.title = title;
    }

    /**
     * What the platform calls it.
     *
     * @return its name, also that of its queue group or durable consumer
     */
    public String title() {
        return title;
    }
}
