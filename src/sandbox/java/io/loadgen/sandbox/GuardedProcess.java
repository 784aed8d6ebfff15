package io.loadgen.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child process that cannot outlive this one, not even if this one is killed. A shell starts a guard that reads from a
 * pipe held open by this JVM, then becomes the program. When the pipe closes, however that comes about, the guard kills
 * the program; if the program was still running then, nobody is left to remove its folder, so the guard does.
 *
 * <p>Where {@code setsid} exists both run in a session of their own, so that Ctrl-C on a terminal reaches this JVM only,
 * which then ends its children in its own order.
 *
 * <p>Any thread may call.
 */
final class GuardedProcess {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedProcess.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    /** Runs the guard and the program as $@ after $0; the program keeps the process id that the JVM knows. */
    private static final String GUARD = """
            exec 3<&0
            folder=$1
            shift
            ( trap '' HUP INT TERM; read -r ignored <&3; kill -KILL $$ && rm -rf "$folder" ) >/dev/null 2>&1 &
            exec "$@" </dev/null 3<&-
            """;

    private static final String OWN_SESSION = """
            if command -v setsid >/dev/null 2>&1; then exec setsid sh -c "$@"; else exec sh -c "$@"; fi
            """;

    private final Process process;
    private final Thread outputReader;

    private GuardedProcess(Process process, Thread outputReader) {
        this.process = process;
        this.outputReader = outputReader;
    }

    /**
     * Starts a program.
     *
     * @param folder removed by the guard if this JVM dies first
     * @param command the program and its arguments
     * @param onLine receives each line of output and error output, on a thread of its own
     * @param onOutputEnd runs on the same thread after the last line, that is when the program has ended
     */
    static GuardedProcess start(Path folder, List<String> command, Consumer<String> onLine, Runnable onOutputEnd)
            throws IOException {
        List<String> guarded = new ArrayList<>(List.of("sh", "-c", OWN_SESSION, "sh", GUARD, "sh", folder.toString()));
        guarded.addAll(command);
        Process process = new ProcessBuilder(guarded).redirectErrorStream(true).start();
        Thread reader = Thread.ofPlatform()
                .daemon()
                .name("output-of-" + process.pid())
                .start(() -> readOutput(process, onLine, onOutputEnd));
        return new GuardedProcess(process, reader);
    }

    private static void readOutput(Process process, Consumer<String> onLine, Runnable onOutputEnd) {
        try (var lines = process.inputReader()) {
            String line;
            while ((line = lines.readLine()) != null) {
                onLine.accept(line);
            }
        } catch (IOException e) {
            LOG.debug("The output of process {} broke off: {}", process.pid(), e.getMessage());
        } finally {
            onOutputEnd.run();
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the program without giving it a chance to tidy up, and waits until it is gone. */
    void kill() {
        handle().destroyForcibly();
        awaitEnd();
    }

    /** Asks the program to end, kills it if it does not, and waits until it is gone. */
    void stop() {
        handle().destroy();
        if (!awaitEndWithin(STOP_LIMIT)) {
            LOG.warn("Process {} did not end within {}: killed", pid(), STOP_LIMIT);
            kill();
        }
    }

    /**
     * The handle, since {@link Process#destroy()} also closes the guard's pipe, while the dying program can still be
     * signalled: the guard would take this JVM for dead and remove the folder. Else the JVM closes the pipe when it has
     * seen the program end; the guard then finds nothing to kill and ends too.
     */
    private ProcessHandle handle() {
        return process.toHandle();
    }

    private void awaitEnd() {
        if (!awaitEndWithin(STOP_LIMIT)) {
            throw new SandboxException("Process " + pid() + " could not be ended within " + STOP_LIMIT);
        }
    }

    /** Does not give way to an interrupt: the wait is bounded, and a child left behind would be worse. */
    private boolean awaitEndWithin(Duration limit) {
        try {
            process.onExit().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            return false;
        }
        awaitOutputEnd();
        return true;
    }

    private void awaitOutputEnd() {
        try {
            outputReader.join(STOP_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
