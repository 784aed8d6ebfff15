package io.loadgen.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The vendor's source, built by the Go toolchain of the machine, which checks it as it always does. Takes a minute or two
 * the first time.
 *
 * @param commands runs go
 * @param version to build
 */
record GoToolchain(Commands commands, NatsServerVersion version) implements NatsServerSource {
    private static final String MODULE = "github.com/nats-io/nats-server/v2";

    @Override
    public String name() {
        return "the Go toolchain, as " + version;
    }

    /** Without C, as the vendor builds it, and with the remains of the build where the caller removes them. */
    @Override
    public Path obtain(Path workFolder) throws IOException, InterruptedException {
        commands.succeed(
                workFolder,
                List.of(
                        "env",
                        "GOBIN=" + workFolder,
                        "GOFLAGS=-mod=mod",
                        "GOTMPDIR=" + workFolder,
                        "CGO_ENABLED=0",
                        "go",
                        "install",
                        MODULE + "@v" + version));
        return workFolder.resolve(NatsServerFiles.PROGRAM);
    }
}
