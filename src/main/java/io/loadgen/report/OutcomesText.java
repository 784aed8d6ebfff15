package io.loadgen.report;

import io.loadgen.result.Books;
import io.loadgen.result.Disposition;
import io.loadgen.result.FigureText;
import io.loadgen.result.RunReport.Figures;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The books as a table: each stage below the count that it must add up to. */
final class OutcomesText {
    private static final int LABEL_COLUMNS = 24;
    private static final int COUNT_COLUMNS = 12;

    private OutcomesText() {}

    static void write(TextLayout page, Figures figures) {
        Books measured = figures.measured();
        Books warmup = figures.warmup();
        page.heading(TextLayout.left("Outcomes", LABEL_COLUMNS)
                + TextLayout.right("measured", COUNT_COLUMNS)
                + TextLayout.right("warm-up", COUNT_COLUMNS));
        row(page, "  planned", measured.planned(), warmup.planned());
        stage(page, measured.dispositions(), warmup.dispositions());
        row(page, "  sent", measured.count(Disposition.SENT), warmup.count(Disposition.SENT));
        stage(page, measured.replies(), warmup.replies());
        row(page, "  not refused: event", measured.goneOn(), warmup.goneOn());
        stage(page, measured.events(), warmup.events());
        row(page, "  not refused: result", measured.goneOn(), warmup.goneOn());
        stage(page, measured.results(), warmup.results());
        refused(page, "  refused, with event", measured.refusedEvents(), warmup.refusedEvents());
        refused(page, "  refused, with ok", measured.refusedResults(), warmup.refusedResults());
        if (measured.residues().isEmpty() && warmup.residues().isEmpty()) {
            page.line("  The books balance.");
        }
        measured.residues().forEach(residue -> residue(page, "measured", residue));
        warmup.residues().forEach(residue -> residue(page, "warm-up", residue));
    }

    private static <E extends Enum<E>> void stage(TextLayout page, Map<E, Long> measured, Map<E, Long> warmup) {
        measured.forEach((outcome, slots) ->
                row(page, "    " + FigureText.words(outcome), slots, warmup.getOrDefault(outcome, 0L)));
    }

    /** Seldom, and told only where it was. */
    private static void refused(TextLayout page, String label, @Nullable Long measured, @Nullable Long warmup) {
        long ofMeasured = Objects.requireNonNullElse(measured, 0L);
        long ofWarmup = Objects.requireNonNullElse(warmup, 0L);
        if (ofMeasured + ofWarmup > 0) {
            row(page, label, ofMeasured, ofWarmup);
        }
    }

    private static void row(TextLayout page, String label, long measured, long warmup) {
        page.line(TextLayout.left(label, LABEL_COLUMNS)
                + TextLayout.right(measured, COUNT_COLUMNS)
                + TextLayout.right(warmup, COUNT_COLUMNS));
    }

    private static void residue(TextLayout page, String phase, Books.Residue residue) {
        page.wrapped(
                "  RESIDUE ",
                phase + ": " + residue.rule() + " is " + residue.left() + " = " + residue.right() + ", difference "
                        + residue.difference());
    }
}
