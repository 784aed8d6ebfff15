package io.loadgen.lifecycle.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.lifecycle.LeaseHolder;
import io.loadgen.lifecycle.RunConflictException;
import io.loadgen.time.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The right to run over time, which is the test's. Its own threads do not come to renew within a test. */
@Timeout(60)
class KeptLeaseTests {
    private static final Duration TIME = Duration.ofMinutes(8);
    private static final LeaseHolder OTHER = new LeaseHolder("other", "their-run");

    private final FakeClock clock = new FakeClock();
    private final MemoryLeases store = new MemoryLeases();
    private final List<String> losses = new CopyOnWriteArrayList<>();
    private final AtomicInteger stops = new AtomicInteger();
    private final LeaseListener told = new LeaseListener() {
        @Override
        public void lost(String reason) {
            losses.add(reason);
        }

        @Override
        public void stopAsked() {
            stops.incrementAndGet();
        }
    };
    private final Leases leases = new Leases(right -> store, "me", TIME, clock);

    @Test
    void aRightThatIsRenewedIsKept() {
        try (KeptLease lease = leases.take("run", told)) {
            for (int minute = 0; minute < 60; minute++) {
                pass(1);
                lease.renew();
                lease.check();
            }
        }
        assertThat(losses).isEmpty();
        assertThat(store.holder()).isEmpty();
    }

    @Test
    void aRightThatCannotBeRenewedIsLostAQuarterBeforeItLapses() {
        try (KeptLease lease = leases.take("run", told)) {
            store.away(true);
            pass(5);
            lease.renew();
            lease.check();
            assertThat(losses).isEmpty();
            pass(1);
            lease.check();
            lease.check();
            assertThat(losses)
                    .singleElement()
                    .asString()
                    .contains("could not be renewed in MongoDB for 360 s", "another process may take it");
            store.away(false);
        }
    }

    @Test
    void aStoreThatComesBackInTimeCostsNothing() {
        try (KeptLease lease = leases.take("run", told)) {
            store.away(true);
            pass(5);
            lease.renew();
            store.away(false);
            lease.renew();
            pass(5);
            lease.check();
        }
        assertThat(losses).isEmpty();
    }

    @Test
    void aRightThatSomebodyElseTookIsLostAtOnce() {
        try (KeptLease lease = leases.take("run", told)) {
            store.lapse();
            assertThat(store.take(OTHER, TIME)).isEmpty();
            lease.renew();
            assertThat(losses).singleElement().asString().contains("another process has taken the lease");
        }
        assertThat(store.holder()).contains(OTHER);
    }

    @Test
    void whoeverRenewsIsToldThatTheRunIsToStop() {
        try (KeptLease lease = leases.take("run", told)) {
            Leases other = new Leases(right -> store, "other", TIME, clock);
            assertThat(other.askToStop("another-run")).isEmpty();
            lease.renew();
            assertThat(stops).hasValue(0);
            assertThat(other.askToStop("run")).map(LeaseHolder::owner).contains("me");
            pass(5);
            lease.renew();
            lease.check();
            assertThat(stops).hasValue(1);
        }
        // The next run is not the one that was to be stopped.
        try (KeptLease next = leases.take("next", told)) {
            next.renew();
            assertThat(stops).hasValue(1);
        }
        assertThat(losses).isEmpty();
    }

    @Test
    void aRightThatAnotherHasIsRefusedNamingIt() {
        store.take(OTHER, TIME);

        assertThatThrownBy(() -> leases.take("run", told))
                .isInstanceOfSatisfying(RunConflictException.class, conflict -> {
                    assertThat(conflict.kind()).isEqualTo(RunConflictException.Kind.RUN_ACTIVE);
                    assertThat(conflict.runId()).isEqualTo("their-run");
                })
                .hasMessageContaining("run their-run of other is active")
                .hasMessageContaining("lapses within 480s");
    }

    @Test
    void aRightThatCannotBeGivenBackIsLeftToLapse() {
        KeptLease lease = leases.take("run", told);
        store.away(true);
        lease.close();

        assertThat(store.holder()).contains(new LeaseHolder("me", "run"));
        assertThat(losses).isEmpty();
    }

    private void pass(int minutes) {
        clock.advance(TimeUnit.MINUTES.toNanos(minutes));
    }
}
