package io.loadgen.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The package of the Debian or Ubuntu that we run on, downloaded and unpacked but not installed. Where the package lists
 * of the machine are missing or stale, fresh ones are fetched into the work folder, so nothing of the machine changes
 * and no root is needed. Apt verifies the package as it always does.
 *
 * @param commands runs apt-get and dpkg-deb
 */
record DebianPackage(Commands commands) implements NatsServerSource {
    private static final String PACKAGE = "nats-server";

    @Override
    public String name() {
        return "the distribution's package";
    }

    @Override
    public Path obtain(Path workFolder) throws IOException, InterruptedException {
        download(workFolder);
        Path unpacked = workFolder.resolve("unpacked");
        commands.succeed(
                workFolder,
                List.of(
                        "dpkg-deb",
                        "--extract",
                        NatsServerFiles.find(workFolder, ".deb").toString(),
                        unpacked.toString()));
        return NatsServerFiles.findProgram(unpacked);
    }

    private void download(Path workFolder) throws IOException, InterruptedException {
        List<String> noOptions = List.of();
        if (commands.run(workFolder, aptGet(noOptions, "download", PACKAGE)).succeeded()) {
            return;
        }
        List<String> privateLists = privateLists(workFolder);
        commands.succeed(workFolder, aptGet(privateLists, "update"));
        commands.succeed(workFolder, aptGet(privateLists, "download", PACKAGE));
    }

    private static List<String> privateLists(Path workFolder) throws IOException {
        Path state = Files.createDirectories(workFolder.resolve("apt-state"));
        Path cache = Files.createDirectories(workFolder.resolve("apt-cache"));
        Files.createDirectories(state.resolve("lists/partial"));
        Files.createDirectories(cache.resolve("archives/partial"));
        return List.of(
                "-o",
                "Dir::State=" + state,
                "-o",
                "Dir::State::lists=" + state.resolve("lists"),
                "-o",
                "Dir::Cache=" + cache);
    }

    /** As root, apt would else download as a user of its own, who may not write into our folder. */
    private static List<String> aptGet(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of("apt-get", "-q", "-o", "APT::Sandbox::User=root"));
        command.addAll(options);
        command.addAll(List.of(arguments));
        return command;
    }
}
