package io.loadgen.lifecycle.lease;

import io.loadgen.lifecycle.LeaseHolder;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A right that lapses when the test says so. */
public final class MemoryLeases implements LeaseStore {
    private @Nullable LeaseHolder held;
    private boolean lapsed;
    private boolean stopAsked;
    private boolean away;
    private int renewals;

    synchronized void lapse() {
        lapsed = true;
    }

    synchronized void away(boolean isAway) {
        away = isAway;
    }

    synchronized Optional<LeaseHolder> holder() {
        return Optional.ofNullable(held);
    }

    synchronized int renewals() {
        return renewals;
    }

    @Override
    public synchronized Optional<LeaseHolder> take(LeaseHolder wanted, Duration time) {
        requireThere();
        LeaseHolder other = held;
        if (other != null && !lapsed && !other.owner().equals(wanted.owner())) {
            return Optional.of(other);
        }
        held = wanted;
        lapsed = false;
        stopAsked = false;
        return Optional.empty();
    }

    @Override
    public synchronized Renewal renew(LeaseHolder holder) {
        requireThere();
        renewals++;
        if (!holder.equals(held)) {
            return Renewal.LOST;
        }
        return stopAsked ? Renewal.STOP_ASKED : Renewal.RENEWED;
    }

    @Override
    public synchronized Optional<LeaseHolder> askToStop(String runId) {
        requireThere();
        Optional<LeaseHolder> asked = holder().filter(holder -> holder.purpose().equals(runId));
        stopAsked |= asked.isPresent();
        return asked;
    }

    @Override
    public synchronized void release(LeaseHolder holder) {
        requireThere();
        if (holder.equals(held)) {
            held = null;
        }
    }

    private void requireThere() {
        if (away) {
            throw new IllegalStateException("the store is away");
        }
    }
}
