package io.loadgen.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.contract.Shape;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.result.Backfill;
import io.loadgen.result.Books;
import io.loadgen.result.Books.ShapeCount;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.ListenerFigures;
import io.loadgen.result.Measurements;
import io.loadgen.result.Measurements.BacklogSummary;
import io.loadgen.result.Paths;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.result.SecondSample;
import io.loadgen.spec.Signal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The books, the log beside them, and the time line that is cut out of them. */
class LedgerTests {
    /** A second in which one request was due and not sent. */
    private static final SecondSample.Times NEVER_SENT = new SecondSample.Times(1, 1, null, null, null, 0);

    private final Ledger books = new Ledger();

    @Test
    void aResidueNamesTheSumThatDoesNotComeOut() {
        books.planned(Phase.MEASURED, Disposition.SENT, 3);
        books.closed(Phase.MEASURED, Shape.USERS, ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.OK);
        books.closed(Phase.MEASURED, Shape.USERS, ReplyOutcome.REJECTED, null, null);

        assertThat(books.snapshot(Phase.MEASURED).residues())
                .containsExactly(new Books.Residue("sent = accepted + not accepted", 3, 2));
        assertThat(books.snapshot(Phase.MEASURED).residues().getFirst().difference())
                .isOne();
        assertThat(books.snapshot(Phase.WARMUP).residues()).isEmpty();
    }

    @Test
    void theBooksBalanceWithWhatIsOutstandingAtAnyMoment() throws Exception {
        long slots = 300_000;
        try (ExecutorService generator = Executors.newSingleThreadExecutor()) {
            Future<?> load = generator.submit(() -> {
                for (long slot = 0; slot < slots; slot++) {
                    books.sent(Phase.MEASURED, Shape.USERS);
                    books.planned(Phase.MEASURED, Disposition.SATURATED, 1);
                    books.closed(
                            Phase.MEASURED, Shape.USERS, ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.OK);
                }
            });
            Books now = books.snapshot(Phase.MEASURED);
            while (!load.isDone()) {
                assertThat(now.outstanding()).isNotNegative();
                assertThat(now.residuesBut(now.outstanding())).isEmpty();
                now = books.snapshot(Phase.MEASURED);
            }
            load.get();
        }
        assertThat(books.snapshot(Phase.MEASURED).planned()).isEqualTo(2 * slots);
        assertThat(books.snapshot(Phase.MEASURED).outstanding()).isZero();
    }

    @Test
    void everyChainIsChecked() {
        Books broken = new Books(
                5, Map.of(Disposition.SENT, 4L), Map.of(ReplyOutcome.ACCEPTED, 3L), Map.of(), Map.of(), 0L, 0L);

        assertThat(broken.residues()).hasSize(4);
        assertThat(broken.count(EventOutcome.EVENT)).isZero();
    }

    @Test
    void slotsThatWereNotSentBalanceByThemselves() {
        for (Disposition unsent : EnumSet.complementOf(EnumSet.of(Disposition.SENT))) {
            books.planned(Phase.MEASURED, unsent, 7);
        }

        assertThat(books.snapshot(Phase.MEASURED).residues()).isEmpty();
        assertThat(books.snapshot(Phase.MEASURED).planned()).isEqualTo(28);
    }

    @Test
    void aSlotThatGoesOnCannotBeClosedWithAStagePending() {
        for (ReplyOutcome reply : List.of(ReplyOutcome.ACCEPTED, ReplyOutcome.REPLY_TIMEOUT)) {
            assertThatThrownBy(() -> books.closed(Phase.MEASURED, Shape.USERS, reply, EventOutcome.EVENT, null))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> books.closed(Phase.MEASURED, Shape.USERS, reply, null, ResultOutcome.OK))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aSlotWithoutItsReplyHasAnEventAndAResultInTheBooks() {
        books.planned(Phase.MEASURED, Disposition.SENT, 3);
        books.closed(Phase.MEASURED, Shape.USERS, ReplyOutcome.REPLY_TIMEOUT, EventOutcome.EVENT, ResultOutcome.OK);
        books.closed(
                Phase.MEASURED,
                Shape.USERS,
                ReplyOutcome.REPLY_TIMEOUT,
                EventOutcome.EVENT_TIMEOUT,
                ResultOutcome.RESULT_TIMEOUT);
        books.closed(Phase.MEASURED, Shape.USERS, ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.OK);

        Books ledger = books.snapshot(Phase.MEASURED);
        assertThat(ledger.residues()).isEmpty();
        assertThat(ledger.count(EventOutcome.EVENT)).isEqualTo(2);
        assertThat(books.shapes(Phase.MEASURED)).contains(new ShapeCount(Shape.USERS, 0, 2));
    }

    @Test
    void theLogKeepsFiveMessagesAndBoundsThem() {
        IrregularityLog log = new IrregularityLog();
        log.rejection("conflict", "x".repeat(2_000));
        log.workerError("internal", "broken");
        log.publishError("full");
        IntStream.range(0, 20).forEach(i -> log.rejection("conflict", "again " + i));

        List<String> kept = log.snapshot().firstMessages();
        assertThat(kept).hasSize(5).contains("worker error: broken", "publish error: full", "rejected: again 1");
        assertThat(kept.getFirst()).startsWith("rejected: xxx").hasSize(500);
        assertThat(log.snapshot().rejections()).isEqualTo(Map.of("conflict", 21L));
        assertThat(log.snapshot().workerErrors()).isEqualTo(Map.of("internal", 1L));
    }

    @Test
    void reasonsThatAreMadeUpDoNotFillTheMemory() {
        IrregularityLog log = new IrregularityLog();
        IntStream.range(0, 1_000).forEach(i -> log.rejection("reason-" + i, ""));
        log.rejection("reason-3", "");

        Map<String, Long> rejections = log.snapshot().rejections();
        assertThat(rejections).hasSizeLessThan(100).containsEntry("reason-3", 2L);
        assertThat(rejections.values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(1_001);
    }

    @Test
    void eachSecondOfTheTimeLineHoldsWhatHappenedInIt() {
        Timeline timeline = new Timeline(books);
        LatencyRecorder recorder = new LatencyRecorder(EnumSet.of(Signal.REPLY, Signal.EVENT));
        books.planned(Phase.WARMUP, Disposition.SENT, 2);
        books.closed(Phase.WARMUP, Shape.USERS, ReplyOutcome.ACCEPTED, EventOutcome.EVENT, ResultOutcome.OK);
        recorder.record(Signal.EVENT, Phase.WARMUP, 100_000, 90_000);
        recorder.recordLag(Phase.WARMUP, 10_000);
        SecondSample first = timeline.endSecond(Phase.WARMUP, recorder.takeInterval(), 1, 4L, 5L);
        books.planned(Phase.MEASURED, Disposition.UNDERRUN, 1);
        books.closed(
                Phase.WARMUP,
                Shape.USERS,
                ReplyOutcome.REPLY_TIMEOUT,
                EventOutcome.EVENT_TIMEOUT,
                ResultOutcome.RESULT_TIMEOUT);
        SecondSample second = timeline.endSecond(Phase.MEASURED, recorder.takeInterval(), 0, null, null);

        assertThat(first.second()).isZero();
        assertThat(first.planned()).isEqualTo(2);
        assertThat(first.replies()).containsEntry(ReplyOutcome.ACCEPTED, 1L);
        assertThat(first.events()).containsEntry(EventOutcome.EVENT, 1L);
        assertThat(first.responseTimes())
                .isEqualTo(Map.of(Signal.EVENT, new SecondSample.Times(1, 0, null, null, null, 0.1)));
        assertThat(first.lagMaxMillis()).isEqualTo(0.01);
        assertThat(first.lagP99Millis())
                .as("of one request there is no 99th percentile")
                .isNull();
        assertThat(first.backlogPending()).isEqualTo(4);
        assertThat(second.second()).isOne();
        assertThat(second.planned()).isOne();
        assertThat(second.dispositions())
                .containsEntry(Disposition.UNDERRUN, 1L)
                .containsEntry(Disposition.SENT, 0L);
        assertThat(second.replies())
                .containsEntry(ReplyOutcome.REPLY_TIMEOUT, 1L)
                .containsEntry(ReplyOutcome.ACCEPTED, 0L);
        assertThat(second.responseTimes()).isEqualTo(Map.of(Signal.EVENT, NEVER_SENT, Signal.REPLY, NEVER_SENT));
        assertThat(second.lagMaxMillis()).isZero();
        assertThat(timeline.samples()).containsExactly(first, second);
    }

    @Test
    void theAchievedRateIsThatOfTheMeasuredWindow() {
        books.planned(Phase.MEASURED, Disposition.SENT, 50);
        books.planned(Phase.MEASURED, Disposition.UNDERRUN, 50);
        books.planned(Phase.WARMUP, Disposition.SENT, 1_000);

        assertThat(measurements(250_000_000).achievedRatePerSecond()).isEqualTo(200);
        assertThat(measurements(0).achievedRatePerSecond()).isZero();
    }

    private Measurements measurements(long measuredNanos) {
        return new Measurements(
                books.snapshot(Phase.MEASURED),
                books.snapshot(Phase.WARMUP),
                books.shapes(Phase.MEASURED),
                new IrregularityLog().snapshot(),
                Map.of(),
                Map.of(),
                Backfill.none(),
                LatencyDistribution.empty(),
                List.of(),
                List.of(),
                BacklogSummary.unseen(),
                0,
                measuredNanos,
                OptionalLong.empty(),
                ListenerFigures.none(),
                Optional.empty(),
                Paths.NONE,
                Optional.empty());
    }
}
