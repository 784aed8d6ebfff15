package io.loadgen.report;

import io.loadgen.result.GeneratorFigures;
import io.loadgen.result.GeneratorFigures.Pauses;
import io.loadgen.result.GeneratorFigures.Safepoints;
import io.loadgen.result.GeneratorFigures.Share;
import io.loadgen.result.GeneratorFigures.Throttling;
import io.loadgen.result.ListenerFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The block about the generator itself: a few lines, each of what its system tells. */
final class GeneratorText {
    private GeneratorText() {}

    static void write(TextLayout page, @Nullable GeneratorFigures generator, @Nullable ListenerFigures listener) {
        if (generator == null && listener == null) {
            return;
        }
        page.heading("Generator (its own process, measured window)");
        if (listener != null) {
            line(page, "listener", listener.parts());
        }
        if (generator != null) {
            process(page, generator);
        }
    }

    private static void process(TextLayout page, GeneratorFigures generator) {
        line(page, "CPU     ", cpu(generator));
        line(page, "pauses  ", pauses(generator));
        line(page, "pacing  ", pacing(generator));
        Long depth = generator.peakQueueDepth();
        if (depth != null) {
            line(page, "queue   ", List.of("peak " + depth + " signals waiting for the collector"));
        }
    }

    private static void line(TextLayout page, String label, List<String> parts) {
        if (!parts.isEmpty()) {
            page.wrapped("  " + label + " ", String.join("; ", parts));
        }
    }

    private static List<String> cpu(GeneratorFigures generator) {
        List<String> parts = new ArrayList<>();
        Share own = generator.ownCpuProcessors();
        if (own != null) {
            parts.add(format("%.2f of %d processors, peak %.2f", own.mean(), generator.processors(), own.peak()));
        }
        Share steal = generator.stealPercent();
        if (steal != null) {
            parts.add(format("steal %.1f %%, peak %.1f %%", steal.mean(), steal.peak()));
        }
        Throttling limit = generator.throttling();
        if (limit != null) {
            parts.add(format(
                    "throttled in %d of %d periods, %d ms",
                    limit.throttledPeriods(), limit.periods(), limit.throttledMillis()));
        }
        return parts;
    }

    private static List<String> pacing(GeneratorFigures generator) {
        List<String> parts = new ArrayList<>();
        if (generator.pacingThread() != null) {
            parts.add("thread with " + generator.pacingThread());
        }
        Share wait = generator.pacingWaitPercent();
        if (wait != null) {
            parts.add(format("waited for a processor %.1f %%, peak %.1f %%", wait.mean(), wait.peak()));
        }
        return parts;
    }

    private static List<String> pauses(GeneratorFigures generator) {
        List<String> parts = new ArrayList<>();
        Pauses gc = generator.gcPauses();
        parts.add(format("GC %d, %d ms in all, longest %d ms", gc.count(), gc.totalMillis(), gc.longestMillis()));
        Safepoints safepoints = generator.safepoints();
        if (safepoints != null) {
            parts.add(format("safepoints %d, %d ms in all", safepoints.count(), safepoints.totalMillis()));
        }
        return parts;
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency for this one line
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
