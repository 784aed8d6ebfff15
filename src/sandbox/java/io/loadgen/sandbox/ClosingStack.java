package io.loadgen.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was started, last started first, all of it, whatever fails on the way. Any thread. */
final class ClosingStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingStack.class);

    private final Deque<Part> parts = new ArrayDeque<>();

    private record Part(String name, AutoCloseable resource) {}

    synchronized <T extends AutoCloseable> T add(String name, T resource) {
        parts.push(new Part(name, resource));
        return resource;
    }

    /**
     * Closes each part once.
     *
     * @throws SandboxException if any failed: the first as its cause, the others suppressed
     */
    @Override
    public synchronized void close() {
        SandboxException failure = null;
        while (!parts.isEmpty()) {
            failure = close(parts.pop(), failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable SandboxException close(Part part, @Nullable SandboxException earlier) {
        try {
            part.resource().close();
            return earlier;
        } catch (Exception e) {
            LOG.error("{} did not close", part.name(), e);
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (earlier == null) {
                return new SandboxException(part.name() + " did not close: " + e.getMessage(), e);
            }
            earlier.addSuppressed(e);
            return earlier;
        }
    }
}
