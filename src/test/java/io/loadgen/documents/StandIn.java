package io.loadgen.documents;

import java.util.Arrays;
import java.util.Optional;

/** Why some commands of the documents cannot run in a test as they stand, and what is done with them there. */
enum StandIn {
    /** Maven. */
    BUILD(
            "a build inside of the build: its goals, profiles, tests and properties must exist, and a sandbox is started with the"
                    + " arguments of spring-boot:test-run"),
    /** A platform that is not here. */
    PLATFORM("needs servers of a platform: its variables and options must be settings of the service"),
    /** Docker and Kubernetes. */
    CLUSTER(
            "needs Docker or a cluster: helm renders what it would install, kubectl runs dry, arguments of an image must be asked for");

    private final String reason;

    StandIn(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /** The mark behind the fence. */
    String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Optional<StandIn> of(String mark) {
        return Arrays.stream(values()).filter(each -> each.label().equals(mark)).findFirst();
    }
}
