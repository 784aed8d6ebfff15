package io.loadgen.sandbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one start of nats-server prints: passed on to our log at its level, and the signs that the server is ready and that it
 * has taken other settings.
 *
 * <p>One thread feeds the lines, another may await.
 */
final class NatsServerOutput {
    private static final Logger LOG = LoggerFactory.getLogger("io.loadgen.sandbox.nats-server");
    private static final Pattern LISTENING =
            Pattern.compile("Listening for client connections on .*:(?<port>\\d+)\\s*$");
    private static final Pattern LEVEL = Pattern.compile("\\[(?<level>INF|DBG|TRC|WRN|ERR|FTL)] (?<text>.*)$");

    /** Later servers have a hash of the settings behind it. */
    private static final String RELOADED = "Reloaded server configuration";

    private static final String NOT_RELOADED = "Failed to reload server configuration";
    private static final int REMEMBERED_LINES = 20;

    private final CompletableFuture<Integer> ready = new CompletableFuture<>();
    private final Deque<String> lastLines = new ArrayDeque<>();
    private volatile CompletableFuture<Void> reloaded = new CompletableFuture<>();
    private int listeningPort;

    void accept(String line) {
        remember(line);
        Matcher listening = LISTENING.matcher(line);
        if (listening.find()) {
            listeningPort = Integer.parseInt(listening.group("port"));
        } else if (line.endsWith("Server is ready")) {
            ready.complete(listeningPort);
        } else if (line.contains(RELOADED)) {
            reloaded.complete(null);
        } else if (line.contains(NOT_RELOADED)) {
            reloaded.completeExceptionally(new SandboxException(line));
        }
        log(line);
    }

    /** The process has ended: there will be no more lines. */
    void end() {
        SandboxException ended = new SandboxException("it ended");
        ready.completeExceptionally(ended);
        reloaded.completeExceptionally(ended);
    }

    /** Waits for the server to take connections and returns the port. */
    int awaitReady(Duration limit) {
        return await(ready, "start", limit);
    }

    /** Has the server take other settings, and waits until they are in force: the signal alone says nothing of when. */
    void awaitReload(Runnable signal, Duration limit) {
        reloaded = new CompletableFuture<>();
        signal.run();
        await(reloaded, "reload", limit);
    }

    private <T> T await(CompletableFuture<T> sign, String doing, Duration limit) {
        try {
            return sign.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException("Interrupted during the " + doing + " of nats-server", e);
        } catch (ExecutionException e) {
            throw new SandboxException("nats-server failed to " + doing + "; it printed:" + printed(), e);
        } catch (TimeoutException e) {
            throw new SandboxException(
                    "nats-server did not " + doing + " within " + limit + "; it printed:" + printed(), e);
        }
    }

    private void remember(String line) {
        synchronized (lastLines) {
            if (lastLines.size() == REMEMBERED_LINES) {
                lastLines.removeFirst();
            }
            lastLines.addLast(line);
        }
    }

    private String printed() {
        synchronized (lastLines) {
            return System.lineSeparator() + String.join(System.lineSeparator(), lastLines);
        }
    }

    private static void log(String line) {
        Matcher matcher = LEVEL.matcher(line);
        if (!matcher.find()) {
            LOG.debug("{}", line);
            return;
        }
        String text = matcher.group("text");
        switch (matcher.group("level")) {
            case "WRN" -> LOG.warn("{}", text);
            case "ERR", "FTL" -> LOG.error("{}", text);
            default -> LOG.debug("{}", text);
        }
    }
}
