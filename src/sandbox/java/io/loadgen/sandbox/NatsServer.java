package io.loadgen.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real nats-server with JetStream, listening on a free loopback port that it chose itself, its store in a temporary
 * folder. It does not outlive this JVM, even if that is killed.
 *
 * <p>Any thread may call; starts, kills and the close exclude each other.
 */
public final class NatsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NatsServer.class);
    private static final int ANY_PORT = -1;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path executable;
    private final Path folder;
    private NatsServerOutput output = new NatsServerOutput();
    private GuardedProcess process;
    private int port;
    private boolean closed;

    private NatsServer(Path executable, Path folder, String configuration) {
        this.executable = executable;
        this.folder = folder;
        configure(configuration);
        this.process = launch(ANY_PORT);
    }

    private void configure(String configuration) {
        try {
            // Name and JetStream here and not among the arguments: a reload would take the one for another, and switch
            // the other off. What is said twice counts as it is said last.
            Files.writeString(
                    configurationFile(),
                    "server_name: loadgen-sandbox\nfolder: \"" + folder + "\"\njetstream { store_dir: $folder }\n"
                            + configuration);
        } catch (IOException e) {
            throw new SandboxException("The configuration of nats-server could not be written: " + e.getMessage(), e);
        }
    }

    private Path configurationFile() {
        return folder.resolve("nats-server.conf");
    }

    /**
     * Starts a server that is found or provisioned on this machine.
     *
     * @return the running server, to be closed by the caller
     * @throws SandboxException if none can be had or it does not start
     */
    public static NatsServer start() {
        return start(NatsServerBinary.onThisMachine(Optional.empty()).locate());
    }

    /**
     * Starts a server with an empty store and waits until it takes connections.
     *
     * @param executable a nats-server
     * @return the running server, to be closed by the caller
     * @throws SandboxException if it does not start; the message holds what it printed
     */
    public static NatsServer start(Path executable) {
        return start(executable, "");
    }

    /**
     * Starts a server with an empty store and settings of its own, and waits until it takes connections.
     *
     * @param executable a nats-server
     * @param configuration in the server's own language, beside address and store, such as who may connect; {@code $folder} in it is
     *     where the store has to be
     * @return the running server, to be closed by the caller
     * @throws SandboxException if it does not start; the message holds what it printed
     */
    public static NatsServer start(Path executable, String configuration) {
        Path folder;
        try {
            folder = Files.createTempDirectory("loadgen-nats-");
        } catch (IOException e) {
            throw new SandboxException("No temporary folder for the store of nats-server: " + e.getMessage(), e);
        }
        try {
            return new NatsServer(executable, folder, configuration);
        } catch (SandboxException e) {
            removeAfter(e, folder);
            throw e;
        }
    }

    /**
     * Says where to connect; the same after a restart.
     *
     * @return a URL with the scheme nats
     */
    public synchronized String url() {
        return "nats://127.0.0.1:" + port;
    }

    /**
     * Says which process it is; another one after a restart.
     *
     * @return the process id
     */
    public synchronized long pid() {
        return process.pid();
    }

    /**
     * Tells whether the process lives.
     *
     * @return false after a kill, a crash or a close
     */
    public synchronized boolean isRunning() {
        return process.isAlive();
    }

    /** Ends the server as a power cut would, keeping port and store for {@link #restart()}. */
    public synchronized void kill() {
        process.kill();
        LOG.info("nats-server killed at {}", url());
    }

    /**
     * Ends the server if it runs, then starts it again on the same port and store and waits until it takes connections.
     *
     * @throws SandboxException if it does not start
     * @throws IllegalStateException after the close
     */
    public synchronized void restart() {
        checkOpen();
        process.stop();
        process = launch(port);
    }

    /**
     * As {@link #restart()}, with other settings.
     *
     * @param configuration in the server's own language
     * @throws SandboxException if it does not start
     * @throws IllegalStateException after the close
     */
    public synchronized void restart(String configuration) {
        checkOpen();
        configure(configuration);
        restart();
    }

    /**
     * Gives the running server other settings, without a restart, and waits until they are in force.
     *
     * @param configuration in the server's own language
     * @throws SandboxException if the server cannot be told or does not take them; the message holds what it printed
     * @throws IllegalStateException after the close
     */
    public synchronized void reload(String configuration) {
        checkOpen();
        configure(configuration);
        output.awaitReload(() -> signal("reload"), PATIENCE);
    }

    /**
     * Lets the server ask its clients to go elsewhere, before it ends by itself some minutes later.
     *
     * @throws SandboxException if the server cannot be told
     * @throws IllegalStateException after the close
     */
    public synchronized void enterLameDuckMode() {
        checkOpen();
        signal("ldm");
    }

    private void signal(String name) {
        try {
            Process signalling = new ProcessBuilder(executable.toString(), "--signal", name + "=" + pid())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(signalling.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (signalling.waitFor() != 0) {
                throw new SandboxException("nats-server did not take the signal " + name + ": " + said);
            }
        } catch (IOException e) {
            throw new SandboxException("nats-server could not be sent the signal " + name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException("Interrupted while nats-server was sent the signal " + name, e);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("nats-server is closed");
        }
    }

    /** Ends the server and removes its store; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        process.stop();
        try {
            Folders.remove(folder);
        } catch (IOException e) {
            throw new SandboxException("The store " + folder + " of nats-server could not be removed", e);
        }
        LOG.info("nats-server stopped at {}", url());
    }

    private GuardedProcess launch(int wantedPort) {
        output = new NatsServerOutput();
        GuardedProcess launched;
        try {
            launched = GuardedProcess.start(folder, command(wantedPort), output::accept, output::end);
        } catch (IOException e) {
            throw new SandboxException("No shell to start nats-server with: " + e.getMessage(), e);
        }
        try {
            port = output.awaitReady(PATIENCE);
        } catch (SandboxException e) {
            launched.kill();
            throw e;
        }
        LOG.info("nats-server {} ready at {}", launched.pid(), url());
        return launched;
    }

    private List<String> command(int wantedPort) {
        return List.of(
                executable.toString(),
                "--config",
                configurationFile().toString(),
                "--addr",
                "127.0.0.1",
                "--port",
                Integer.toString(wantedPort));
    }

    private static void removeAfter(SandboxException failure, Path folder) {
        try {
            Folders.remove(folder);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
