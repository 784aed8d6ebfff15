package io.loadgen.api;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The fuzzer: the command that {@code -Dschemathesis.command} names, one that is installed, or else one that pip puts into a folder of
 * the user's cache, once.
 *
 * @param command begins it; empty where it cannot be had
 * @param python what its Python looks for modules in besides its own; empty for nothing
 * @param why it cannot be had; null where it can
 */
record Schemathesis(
        List<String> command, String python, @Nullable String why) {
    private static final String VERSION = "4.32.5";
    private static final List<String> MODULE = List.of("python3", "-m", "schemathesis.cli");

    static Schemathesis get() throws IOException, InterruptedException {
        List<List<String>> candidates = new ArrayList<>();
        String named = System.getProperty("schemathesis.command");
        if (named != null) {
            candidates.add(List.of(named));
        }
        candidates.addAll(List.of(List.of("schemathesis"), List.of("st"), MODULE));
        for (List<String> candidate : candidates) {
            Schemathesis installed = new Schemathesis(candidate, "", null);
            if (installed.answers()) {
                return installed;
            }
        }
        return fetched();
    }

    private static Schemathesis fetched() throws IOException, InterruptedException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "loadgen", "schemathesis");
        Path kept = cache.resolve(VERSION);
        Schemathesis ours = new Schemathesis(MODULE, kept.toString(), null);
        if (Files.isDirectory(kept)) {
            return ours;
        }
        Files.createDirectories(cache);
        Path made = Files.createTempDirectory(cache, "making");
        List<String> pip = List.of(
                "python3",
                "-m",
                "pip",
                "install",
                "--quiet",
                "--no-input",
                "--disable-pip-version-check",
                "--retries=1",
                "--timeout=10",
                "--target=" + made,
                "schemathesis==" + VERSION);
        if (!ends(new ProcessBuilder(pip))) {
            FileSystemUtils.deleteRecursively(made);
            return new Schemathesis(
                    List.of(), "", "schemathesis is not installed, and pip of a python3 could not fetch " + VERSION);
        }
        try {
            Files.move(made, kept);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException another) {
            FileSystemUtils.deleteRecursively(made);
        }
        return ours;
    }

    ProcessBuilder run(List<String> arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(all);
        if (!python.isEmpty()) {
            process.environment().put("PYTHONPATH", python);
        }
        return process;
    }

    private boolean answers() throws InterruptedException {
        return ends(run(List.of("--version")));
    }

    private static boolean ends(ProcessBuilder process) throws InterruptedException {
        try {
            Process started = process.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return started.waitFor(5, TimeUnit.MINUTES) && started.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
