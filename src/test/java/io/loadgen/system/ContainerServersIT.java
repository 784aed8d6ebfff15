package io.loadgen.system;

import org.junit.jupiter.api.condition.EnabledIf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/** The suite of the servers on real MongoDB, NATS and Valkey, where Docker is. */
@EnabledIf(value = "dockerIsHere", disabledReason = ContainerServersIT.NO_DOCKER)
class ContainerServersIT extends ServersSuite {
    static final String NO_DOCKER = "no Docker here: not run on real MongoDB, NATS and Valkey";

    private static final Logger LOG = LoggerFactory.getLogger(ContainerServersIT.class);

    static boolean dockerIsHere() {
        boolean here = DockerClientFactory.instance().isDockerAvailable();
        if (!here) {
            LOG.warn("Skipped, {}", NO_DOCKER);
        }
        return here;
    }

    @Override
    Servers start() {
        return ContainerServers.start();
    }
}
