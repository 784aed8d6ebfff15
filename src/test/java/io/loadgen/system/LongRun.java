package io.loadgen.system;

import io.loadgen.comparison.ComparedRun;
import io.loadgen.comparison.Comparison;
import io.loadgen.comparison.RunComparison;
import io.loadgen.contract.Shape;
import io.loadgen.measurement.FirstOrgAdds;
import io.loadgen.measurement.IrregularityLog;
import io.loadgen.measurement.LatencyRecorder;
import io.loadgen.measurement.Ledger;
import io.loadgen.measurement.SlotTracker;
import io.loadgen.measurement.Timeline;
import io.loadgen.measurement.adds.AddLog;
import io.loadgen.measurement.adds.LoggedAdd;
import io.loadgen.report.ComparisonFormat;
import io.loadgen.report.ReportReaders;
import io.loadgen.report.ReportTests;
import io.loadgen.result.AddKind;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Phase;
import io.loadgen.result.RunReport.SecondsKept;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SlotTimeouts;
import io.loadgen.time.NanoClock;
import io.loadgen.time.ParkThenSpin;
import io.loadgen.time.RealtimeThread;
import io.loadgen.time.ThreadScheduling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * The instruments of a long run whose clock does not wait, then its audit's look at every slot, its report in every format, four
 * readers at once, and a comparison of two such runs, while a thread paces 1,000 a second as a run would: what {@link LongRunIT} starts.
 * Prints a line of each. Takes the seconds of the run, its rate, and a folder.
 */
final class LongRun {
    private static final int ROOMS = 100;
    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;
    private static final Set<Signal> SIGNALS = EnumSet.of(Signal.REPLY, Signal.HANDOFF, Signal.EVENT, Signal.RESULT);

    private final int seconds;
    private final int rate;
    private final AddLog adds;
    private final LatencyRecorder latencies = new LatencyRecorder(SIGNALS);
    private final Ledger books = new Ledger();
    private final Timeline timeline = new Timeline(books);
    private final SlotTracker tracker;
    private final SplittableRandom random = new SplittableRandom(9);

    private LongRun(int seconds, int rate, Path folder) {
        this.seconds = seconds;
        this.rate = rate;
        adds = new AddLog((long) seconds * rate, ROOMS, Optional.of(folder));
        tracker = new SlotTracker(
                rate,
                Signal.REPLY,
                new SlotTimeouts(5 * SECOND, 30 * SECOND),
                latencies,
                new FirstOrgAdds(SIGNALS, ROOMS, room -> false),
                books,
                new IrregularityLog(),
                adds);
    }

    public static void main(String[] args) throws Exception {
        byte[] stored = new LongRun(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Path.of(args[2])).stored();
        Pacing pacing = new Pacing();
        read(stored);
        System.out.println("lag " + pacing.end());
    }

    /** Its report; nothing else is left of it. */
    private byte[] stored() throws IOException {
        SecondsKept measured = measure();
        System.out.println("audited " + audit());
        return ReportReaders.stored(ReportTests.report("sound").withSeconds(measured));
    }

    private SecondsKept measure() {
        long slot = 0;
        for (long second = 0; second < seconds; second++) {
            for (int index = 0; index < rate; index++, slot++) {
                send(slot, second * SECOND + index * SECOND / rate);
            }
            tracker.sweep(second * SECOND);
            timeline.endSecond(Phase.MEASURED, latencies.takeInterval(), tracker.outstanding(), 300 + second % 700, 4L);
            adds.moveSettled();
        }
        return new SecondsKept(timeline.samples(), timeline.intervals());
    }

    /** One in a thousand has no event. */
    private void send(long slot, long due) {
        long sent = due + random.nextLong(MILLI);
        int room = (int) (slot % ROOMS);
        long key = SlotTracker.key(tracker.claim(), slot);
        books.sent(Phase.MEASURED, Shape.USERS);
        latencies.recordLag(Phase.MEASURED, sent - due);
        adds.sent(key, room, (int) (slot / ROOMS), 1, Shape.USERS);
        tracker.open(key, Phase.MEASURED, AddKind.USERS, room, due, sent, 1, slot);
        long reply = sent + MILLI + random.nextLong(20 * MILLI);
        tracker.accepted(key, reply);
        if (random.nextInt(1_000) > 0) {
            tracker.delivered(key, 1, slot, reply + random.nextLong(200 * MILLI));
            tracker.resolved(key, reply + random.nextLong(200 * MILLI));
        } else {
            tracker.workerFailed(key, false, "no", reply);
        }
    }

    private long audit() {
        long events = IntStream.range(0, ROOMS)
                .boxed()
                .flatMap(adds::ofRoom)
                .map(LoggedAdd::event)
                .filter(EventOutcome.EVENT::equals)
                .count();
        adds.release();
        return events;
    }

    private static void read(byte[] stored) throws Exception {
        ReportReaders.readInEveryFormat(stored).forEach(length -> System.out.println("written " + length));
        Comparison same = RunComparison.of(compared(stored), compared(stored), List.of(), false);
        System.out.println("compared " + ComparisonFormat.TEXT.render(same).length());
    }

    private static List<ComparedRun> compared(byte[] stored) throws IOException {
        return List.of(new ComparedRun(ReportReaders.read(stored), 1));
    }

    /** How late a thread is that is due every millisecond, paced as a run is. */
    private static final class Pacing {
        private final NanoClock clock = NanoClock.system();
        private final Histogram lag = new Histogram(3);
        private final Thread thread = Thread.ofPlatform().start(this::pace);
        private volatile boolean over;

        private void pace() {
            ParkThenSpin wait = new ParkThenSpin(clock, ParkThenSpin.DEFAULT_SPIN_NANOS);
            RealtimeThread urgent = RealtimeThread.enter(ThreadScheduling.REALTIME);
            for (long due = clock.nanoTime(); !over; due += MILLI) {
                wait.awaitUntil(due, () -> over);
                lag.recordValue(Math.max(0, clock.nanoTime() - due));
            }
            urgent.close();
        }

        /** Ends, and gives the 99th percentile, nanoseconds. */
        long end() throws InterruptedException {
            over = true;
            thread.join();
            return lag.getValueAtPercentile(99);
        }
    }
}
