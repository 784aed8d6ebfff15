package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.LoadgenApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The product as a process of its own, which can be sent signals. Killed at the latest when it is closed. */
final class ProductProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long POLL_NANOS = 20_000_000;

    private final Process process;
    private final Path output;
    private final Path errors;

    private ProductProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** Starts the program with its arguments; what it writes goes to files of the folder. */
    static ProductProcess start(Path folder, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LoadgenApplication.class.getName()));
        command.addAll(arguments);
        Path output = folder.resolve("out.txt");
        Path errors = folder.resolve("err.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        return new ProductProcess(process, output, errors);
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    /** Waits until something holds, while the process lives. */
    void await(String what, BooleanSupplier holds) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(process.isAlive())
                    .as("the process lives; it wrote %s %s", output(), errors())
                    .isTrue();
            assertThat(deadline - System.nanoTime())
                    .as("time left until %s; it wrote %s %s", what, output(), errors())
                    .isPositive();
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Waits until it has written something to standard error. */
    void awaitError(String text) throws IOException {
        await("it says " + text, () -> {
            try {
                return errors().contains(text);
            } catch (IOException e) {
                return false;
            }
        });
    }

    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    long pid() {
        return process.pid();
    }

    /** Sends SIGTERM, and gives the exit code. */
    int terminate(Duration atMost) throws Exception {
        process.destroy();
        assertThat(process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS))
                .as("it ends within %s; it wrote %s %s", atMost, output(), errors())
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
