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
     * @param report the report
     * @param choice what of it, where the format holds the latencies of one signal only
     * @param samples the single adds, which are kept beside the report; empty where they are in it
     */
    public record Source(RunReport report, LatencyChoice choice, Supplier<Optional<InputStream>> samples) {
        /** A report with all that it has; of its signals, the response time of E2. */
        public static Source of(RunReport report) {
            return new Source(report, new LatencyChoice("E2", "response"), Optional::empty);
        }
    }

    /** Whether it holds the latencies of one signal only, which has to be chosen and must have been observed. */
    public boolean needsSignal() {
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
     * @param source what to write
     * @param out where to; flushed, not closed
     * @throws IOException when it cannot be written
     */
    public abstract void write(Source source, OutputStream out) throws IOException;

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
