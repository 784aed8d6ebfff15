package io.loadgen.api;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A channel over the non-blocking output of the servlet container. A client that does not read makes it not ready; the container
 * gives it up after its own time-out and tells of that.
 */
final class ServletEventChannel implements EventChannel, WriteListener, AsyncListener {
    private final AsyncContext request;
    private final ServletOutputStream out;
    private final Runnable signal;
    private final AtomicBoolean over = new AtomicBoolean();
    private boolean flushIsDue;

    private ServletEventChannel(AsyncContext request, ServletOutputStream out, Runnable signal) {
        this.request = request;
        this.out = out;
        this.signal = signal;
    }

    /** Takes over an answer whose head is sent; {@code signal} is called when the channel may have become ready, or gone. */
    static ServletEventChannel over(AsyncContext request, Runnable signal) throws IOException {
        ServletEventChannel channel =
                new ServletEventChannel(request, request.getResponse().getOutputStream(), signal);
        request.setTimeout(0);
        request.addListener(channel);
        channel.out.setWriteListener(channel);
        return channel;
    }

    @Override
    public boolean isReady() throws IOException {
        if (!out.isReady()) {
            return false;
        }
        if (flushIsDue) {
            flushIsDue = false;
            out.flush();
            return out.isReady();
        }
        return true;
    }

    @Override
    public void write(byte[] text) throws IOException {
        out.write(text);
        if (out.isReady()) {
            out.flush();
        } else {
            flushIsDue = true;
        }
    }

    @Override
    public void complete() {
        if (!over.getAndSet(true)) {
            completeRequest();
        }
    }

    @Override
    public boolean isGone() {
        return over.get();
    }

    @Override
    public void onWritePossible() {
        signal.run();
    }

    @Override
    public void onError(Throwable broken) {
        goneWithClient();
    }

    @Override
    public void onError(AsyncEvent event) {
        goneWithClient();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        goneWithClient();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        over.set(true);
        signal.run();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Nobody starts it anew.
    }

    private void goneWithClient() {
        complete();
        signal.run();
    }

    private void completeRequest() {
        try {
            request.complete();
        } catch (IllegalStateException containerWasFaster) {
            // It ends a request whose connection broke by itself.
        }
    }
}
