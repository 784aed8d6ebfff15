package io.loadgen.report;

import io.loadgen.result.RunReport;
import io.loadgen.spec.InvalidSpecException;
import io.loadgen.spec.RunSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A format that a report is offered in: all that there is to know of it. {@link ReportFormats} lists them. */
public abstract class ReportFormat extends Format {
    /** Describes a format, see {@link Format}. */
    ReportFormat(String name, String mediaType, String fileName, String label) {
        super(name, mediaType, fileName, label);
    }

    /**
     * What is written.
     *
     * @param whole gives the report; a format that can do without does not ask for it
     * @param withoutIntervals gives it without the latencies of each second
     * @param json the report's JSON as it is kept, to be closed; empty where there is none yet
     * @param choice what of it, where the format holds the latencies of one signal only
     * @param samples the single adds, which are kept beside the report, to be closed; empty where they are in it
     */
    public record Source(
            Supplier<RunReport> whole,
            Supplier<RunReport> withoutIntervals,
            Supplier<Optional<InputStream>> json,
            LatencyChoice choice,
            Supplier<Optional<InputStream>> samples) {
        /** A report with all that it has; of its signals, the response time of E2. */
        public static Source of(RunReport report) {
            return new Source(
                    () -> report, () -> report, Optional::empty, new LatencyChoice("E2", "response"), Optional::empty);
        }

        /** The report without the latencies of each second. */
        RunReport report() {
            return withoutIntervals.get();
        }
    }

    /** Whether it holds the latencies of one signal only, which has to be chosen and must have been observed. */
    public boolean needsSignal() {
        return false;
    }

    /** Whether it is made of the latencies of each second, of which a run of a day has some 50 MB. */
    public boolean needsIntervals() {
        return false;
    }

    /** Whether only capacity runs have something to show in it. */
    public boolean needsCapacityRun() {
        return false;
    }

    /**
     * Refuses a run that has nothing to show in this format.
     *
     * @param spec what the run does
     * @throws InvalidSpecException saying so
     */
    public final void requireFor(RunSpec spec) {
        if (needsCapacityRun() && !spec.fillsRooms()) {
            throw new InvalidSpecException(
                    "format", name(), "another than " + name() + " for a run that is no capacity run");
        }
    }

    /**
     * What a run leaves behind in this format that could not begin, so that no reader takes an older file for its report.
     *
     * @param failure why it could not
     * @return a whole file, empty where the format has no word for it
     */
    public Optional<String> renderFailure(String failure) {
        return Optional.empty();
    }

    /**
     * Writes a report, as far as possible while it is made.
     *
     * @param source what to write; asked for before anything is written, so that its refusal can still be told
     * @param out where to; flushed, not closed
     * @throws IOException when it cannot be written
     */
    public abstract void write(Source source, OutputStream out) throws IOException;

    /** Passes on what is kept in the form of the format. Says whether there was any. */
    static boolean passOn(Supplier<Optional<InputStream>> kept, OutputStream out) throws IOException {
        Optional<InputStream> found = kept.get();
        if (found.isEmpty()) {
            return false;
        }
        try (InputStream text = found.get()) {
            text.transferTo(out);
        }
        out.flush();
        return true;
    }

    /** A format whose text is made in memory. */
    public static final class Text extends ReportFormat {
        private final Function<RunReport, String> rendering;
        private final Function<String, Optional<String>> failing;

        Text(String name, String mediaType, String fileName, String label, Function<RunReport, String> rendering) {
            this(name, mediaType, fileName, label, rendering, failure -> Optional.empty());
        }

        private Text(
                String name,
                String mediaType,
                String fileName,
                String label,
                Function<RunReport, String> rendering,
                Function<String, Optional<String>> failing) {
            super(name, mediaType, fileName, label);
            this.rendering = rendering;
            this.failing = failing;
        }

        /** The same with a word for a run that could not begin. */
        Text telling(UnaryOperator<String> failure) {
            return new Text(name(), mediaType(), fileName(), label(), rendering, failure.andThen(Optional::of));
        }

        @Override
        public Optional<String> renderFailure(String failure) {
            return failing.apply(failure);
        }

        /**
         * Writes a report.
         *
         * @param report the report
         * @return its text
         */
        public String render(RunReport report) {
            return rendering.apply(report);
        }

        @Override
        public void write(Source source, OutputStream out) throws IOException {
            out.write(render(source.report()).getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
