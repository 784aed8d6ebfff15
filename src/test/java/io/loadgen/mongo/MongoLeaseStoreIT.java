package io.loadgen.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.lifecycle.LeaseHolder;
import io.loadgen.lifecycle.lease.LeaseStore;
import io.loadgen.lifecycle.lease.LeaseStore.Renewal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class MongoLeaseStoreIT {
    private static final Duration LONG = Duration.ofHours(1);
    /** Lapses as it is taken. */
    private static final Duration NONE = Duration.ZERO;

    private static final LeaseHolder FIRST = new LeaseHolder("first", "run-1");
    private static final LeaseHolder SECOND = new LeaseHolder("second", "run-2");

    private final TestMongo mongo = new TestMongo();
    private LeaseStore leases;

    @BeforeEach
    void use() {
        leases = new MongoLeaseStore(mongo.own(), "run");
    }

    @AfterEach
    void stop() {
        mongo.close();
    }

    @Test
    void theFirstWhoAsksHasItUntilItIsGivenBack() {
        assertThat(leases.take(FIRST, LONG)).isEmpty();
        assertThat(leases.take(SECOND, LONG)).contains(FIRST);
        assertThat(leases.renew(FIRST)).isEqualTo(Renewal.RENEWED);
        assertThat(leases.renew(SECOND)).isEqualTo(Renewal.LOST);
        leases.release(SECOND);
        assertThat(leases.take(SECOND, LONG)).contains(FIRST);
        leases.release(FIRST);
        assertThat(leases.take(SECOND, LONG)).isEmpty();
        assertThat(leases.renew(FIRST)).isEqualTo(Renewal.LOST);
    }

    @Test
    void aRightThatLapsedIsFreeAndGoneForWhoHadIt() {
        assertThat(leases.take(FIRST, NONE)).isEmpty();
        assertThat(leases.take(SECOND, LONG)).isEmpty();
        assertThat(leases.renew(FIRST)).isEqualTo(Renewal.LOST);
        assertThat(leases.take(FIRST, LONG)).contains(SECOND);
    }

    @Test
    void aRequestToStopIsHeardByItsRunAlone() {
        assertThat(leases.askToStop(FIRST.purpose())).isEmpty();
        leases.take(FIRST, LONG);
        assertThat(leases.askToStop(SECOND.purpose())).isEmpty();
        assertThat(leases.renew(FIRST)).isEqualTo(Renewal.RENEWED);
        assertThat(leases.askToStop(FIRST.purpose())).contains(FIRST);
        assertThat(leases.renew(FIRST)).isEqualTo(Renewal.STOP_ASKED);
        leases.release(FIRST);
        leases.take(FIRST, LONG);
        assertThat(leases.renew(FIRST)).isEqualTo(Renewal.RENEWED);
        leases.askToStop(FIRST.purpose());
        LeaseHolder next = new LeaseHolder(FIRST.owner(), "run-3");
        leases.take(next, LONG);
        assertThat(leases.renew(next)).isEqualTo(Renewal.RENEWED);
    }

    @Test
    void rightsOfOtherNamesAreOthers() {
        LeaseStore fixture = new MongoLeaseStore(mongo.own(), "fixture:members-small-42");
        leases.take(FIRST, LONG);

        assertThat(fixture.take(SECOND, LONG)).isEmpty();
        assertThat(fixture.askToStop(FIRST.purpose())).isEmpty();
        fixture.release(SECOND);
        assertThat(leases.renew(FIRST)).isEqualTo(Renewal.RENEWED);
    }

    @Test
    void whatItsOwnerLeftBehindStandsNotInItsWay() {
        assertThat(leases.take(FIRST, LONG)).isEmpty();
        LeaseHolder next = new LeaseHolder("first", "run-3");

        assertThat(leases.take(next, LONG)).isEmpty();
        assertThat(leases.renew(FIRST)).isEqualTo(Renewal.LOST);
        assertThat(leases.renew(next)).isEqualTo(Renewal.RENEWED);
    }

    @Test
    void ofManyWhoAskAtOnceOneGetsIt() throws Exception {
        for (int round = 0; round < 10; round++) {
            List<Callable<Optional<LeaseHolder>>> asking = new ArrayList<>();
            for (int replica = 0; replica < 8; replica++) {
                LeaseHolder wanted = new LeaseHolder("replica-" + replica, "run-" + round);
                asking.add(() -> leases.take(wanted, LONG));
            }
            List<Optional<LeaseHolder>> answers = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Optional<LeaseHolder>> answer : threads.invokeAll(asking)) {
                    answers.add(answer.get());
                }
            }
            assertThat(answers).filteredOn(Optional::isEmpty).hasSize(1);
            LeaseHolder winner =
                    answers.stream().flatMap(Optional::stream).findAny().orElseThrow();
            assertThat(answers.stream().flatMap(Optional::stream)).hasSize(7).allMatch(winner::equals);
            leases.release(winner);
        }
    }
}
