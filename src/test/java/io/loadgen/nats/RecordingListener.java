package io.loadgen.nats;

import io.loadgen.injection.SignalListener;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps every signal as one line of text. */
class RecordingListener implements SignalListener {
    private final BlockingQueue<String> signals = new LinkedBlockingQueue<>();

    /** The next signal; fails after 30 s without one. */
    String next() throws InterruptedException {
        String signal = signals.poll(30, TimeUnit.SECONDS);
        if (signal == null) {
            throw new AssertionError("no signal within 30 s");
        }
        return signal;
    }

    /** How many signals came that were not asked for. */
    int left() {
        return signals.size();
    }

    void add(String signal) {
        signals.add(signal);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public void replied(long key, byte[] body, long nowNanos) {
        add("replied " + key + " " + text(body));
    }

    @Override
    public void stored(long key, long nowNanos) {
        add("stored " + key);
    }

    @Override
    public void refusedByStream(long key, String reason, long nowNanos) {
        add("refused " + key + " " + reason);
    }

    @Override
    public void noResponders(long key, long nowNanos) {
        add("no responders " + key);
    }

    @Override
    public void handedOff(@Nullable String requestId, long nowNanos) {
        add("handed off " + requestId);
    }

    @Override
    public void delivered(@Nullable String requestId, byte[] body, long nowNanos) {
        add("delivered " + requestId + " " + text(body));
    }

    @Override
    public void resolved(@Nullable String requestId, byte[] body, long nowNanos) {
        add("resolved " + requestId + " " + text(body));
    }
}
