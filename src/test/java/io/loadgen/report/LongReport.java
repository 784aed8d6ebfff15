package io.loadgen.report;

import io.loadgen.result.Bounds;
import io.loadgen.result.Disposition;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.LatencyInterval;
import io.loadgen.result.PackedSeconds;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunReport.SecondsKept;
import io.loadgen.result.SecondSample;
import io.loadgen.spec.Signal;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads a stored report of a day, four at once, and writes each in a format: what {@link LongReportIT} starts. */
final class LongReport {
    static final int SECONDS = 86_400;

    private LongReport() {}

    public static void main(String[] args) throws Exception {
        ReportReaders.readInEveryFormat(stored()).forEach(System.out::println);
    }

    private static byte[] stored() throws IOException {
        RunReport sample = ReportTests.report("sound");
        List<LatencyInterval> some = Objects.requireNonNull(sample.figures()).intervals();
        List<LatencyInterval> intervals = IntStream.range(0, 3_600)
                .mapToObj(interval -> new LatencyInterval(
                        interval * 24L, 24, some.get(interval % some.size()).latencies()))
                .toList();
        SplittableRandom random = new SplittableRandom(9);
        PackedSeconds seconds = PackedSeconds.of(IntStream.range(0, SECONDS)
                .mapToObj(second -> second(second, random))
                .iterator());
        return ReportReaders.stored(sample.withSeconds(new SecondsKept(seconds, intervals)));
    }

    private static SecondSample second(int second, SplittableRandom random) {
        long sent = 1_000L + random.nextInt(100);
        Map<Signal, SecondSample.Times> times = new EnumMap<>(Signal.class);
        Stream.of(Signal.REPLY, Signal.HANDOFF, Signal.EVENT, Signal.RESULT)
                .forEach(signal -> times.put(
                        signal,
                        new SecondSample.Times(
                                sent,
                                0,
                                bounds(random),
                                bounds(random),
                                bounds(random),
                                random.nextInt(1_000_000) / 1e3)));
        return new SecondSample(
                second,
                second < 10 ? Phase.WARMUP : Phase.MEASURED,
                sent,
                Map.of(Disposition.SENT, sent),
                sent,
                Map.of(ReplyOutcome.ACCEPTED, sent),
                Map.of(EventOutcome.EVENT, sent),
                times,
                random.nextInt(10_000) / 1e3,
                random.nextInt(10_000) / 1e3,
                random.nextInt(5_000),
                (long) random.nextInt(5_000),
                (long) random.nextInt(5_000),
                null);
    }

    private static Bounds bounds(SplittableRandom random) {
        return Bounds.exactly(random.nextInt(1_000_000) / 1e3);
    }
}
