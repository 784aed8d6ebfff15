package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.result.ConnectionGaps.Cause;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HearingProofTests {
    private static final long MILLI = 1_000_000;
    private static final long TICK = HearingProof.TICK_NANOS;

    /** A clock may start anywhere. */
    private static final long START = Long.MAX_VALUE - 5 * TICK;

    private final List<String> told = new ArrayList<>();
    private final HearingProof proof = new HearingProof(
            new RecordingListener() {
                @Override
                public void connectionLost(long fromNanos, Cause cause) {
                    told.add("lost " + since(fromNanos) + " " + cause);
                }

                @Override
                public void connectionRestored(long nowNanos) {
                    told.add("restored " + since(nowNanos));
                }
            },
            START);

    @Test
    void whatIsProvenIsTheSendingOfTheProbeBeforeTheLastOne() {
        assertThat(upTo(50)).isZero();
        handled(100, 101);
        assertThat(upTo(150)).isZero();
        handled(200, 201);
        assertThat(upTo(202)).isEqualTo(100);
        handled(300, 301);
        assertThat(upTo(399)).isEqualTo(200);
        assertThat(told).isEmpty();
    }

    @Test
    void aCollectorThatLagsBehindIsNoSilenceAndProvesWhatItHasDealtWith() {
        for (long sent = 100; sent <= 60_000; sent += 100) {
            handled(sent, sent + 5_000);
            assertThat(upTo(sent + 5_000)).isEqualTo(sent - 100);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void silenceIsAGapFromTheLastProofAndWaitsAreThenBookedByTheClock() {
        handled(100, 101);
        handled(200, 201);
        assertThat(lookEvery(20, 202, 2_100)).isEqualTo(100);
        assertThat(told).isEmpty();

        assertThat(lookEvery(20, 2_100, 2_600)).isEqualTo(2_580);

        assertThat(told).containsExactly("lost 100 SILENCE");
    }

    @Test
    void theClientsWordIsAGapAtOnceAndNamesTheCauseOfOneThatIsOpen() {
        handled(100, 101);
        handled(200, 201);
        cut(250, Cause.CONNECTION);

        assertThat(upTo(251)).isEqualTo(251);
        assertThat(told).containsExactly("lost 100 CONNECTION");

        lookEvery(20, 252, 9_000);
        cut(9_000, Cause.CONNECTION);
        assertThat(told).containsExactly("lost 100 CONNECTION", "lost 100 CONNECTION");
    }

    @Test
    void onlyAProbeSentAfterResubscribingEndsTheGap() {
        cut(250, Cause.CONNECTION);
        handled(240, 700);
        proof.subscribedAgain(at(800));
        handled(790, 801);
        assertThat(upTo(802)).isEqualTo(802);
        assertThat(told).containsExactly("lost 0 CONNECTION");

        handled(900, 901);

        assertThat(told).containsExactly("lost 0 CONNECTION", "restored 901");
        handled(1_000, 1_001);
        assertThat(upTo(1_002)).isEqualTo(900);
    }

    @Test
    void aLateProbeEndsASilenceThatWasOnlySlow() {
        handled(100, 101);
        lookEvery(20, 102, 3_000);
        handled(200, 3_001);

        assertThat(told).containsExactly("lost 0 SILENCE", "restored 3001");
        assertThat(upTo(3_002)).isEqualTo(100);
    }

    @Test
    void aLostPermissionIsNotMendedByProbes() {
        handled(100, 101);
        cut(150, Cause.PERMISSION);
        handled(200, 201);
        handled(300, 301);

        assertThat(upTo(302)).isEqualTo(302);
        assertThat(told).containsExactly("lost 0 PERMISSION");
    }

    @Test
    void aProcessThatStoodStillDoesNotTakeItsPauseForSilence() {
        handled(100, 101);
        handled(200, 201);
        upTo(210);

        // Ten seconds later, all that was due meanwhile is done at once.
        for (int burst = 0; burst < 500; burst++) {
            assertThat(upTo(10_210)).isEqualTo(100);
        }
        handled(300, 10_211);

        assertThat(told).isEmpty();
        assertThat(upTo(10_212)).isEqualTo(200);
    }

    @Test
    void aConnectionThatIsDeadForEverKeepsNobodyWaiting() {
        long last = lookEvery(20, 0, 60_000);

        assertThat(last).isEqualTo(59_980);
        assertThat(told).containsExactly("lost 0 SILENCE");
    }

    @Test
    void afterTheEndNothingIsMissed() {
        proof.end();

        assertThat(lookEvery(20, 0, 5_000)).isEqualTo(4_980);
        assertThat(told).isEmpty();
    }

    /** Asks as the sweeper does, and gives the last answer. */
    private long lookEvery(long millis, long from, long to) {
        long answer = 0;
        for (long now = from; now < to; now += millis) {
            answer = upTo(now);
        }
        return answer;
    }

    private long upTo(long nowMillis) {
        return since(proof.upTo(at(nowMillis)));
    }

    private void handled(long sentMillis, long nowMillis) {
        proof.handled(at(sentMillis), at(nowMillis));
    }

    private void cut(long nowMillis, Cause cause) {
        upTo(nowMillis);
        proof.cut(cause);
    }

    private static long at(long millis) {
        return START + millis * MILLI;
    }

    private static long since(long nanos) {
        return (nanos - START) / MILLI;
    }
}
