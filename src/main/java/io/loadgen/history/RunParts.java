package io.loadgen.history;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The names of the parts of a run. Names of checkpoints sort in the order in which they were made. */
final class RunParts {
    /** The whole report, JSON. */
    static final String REPORT = "report.json.gz";

    /** The single adds of a capacity run, CSV. */
    static final String SAMPLES = "samples.csv.gz";

    private static final String HEAD = "head-";
    private static final String SECONDS = "seconds-";

    private RunParts() {}

    /** The report that the run has if nothing more is heard of it, without its seconds. */
    static String head(int checkpoint) {
        return numbered(HEAD, checkpoint);
    }

    /** The seconds since the checkpoint before. */
    static String seconds(int checkpoint) {
        return numbered(SECONDS, checkpoint);
    }

    private static String numbered(String kind, int checkpoint) {
        return String.format(Locale.ROOT, "%s%06d.json.gz", kind, checkpoint);
    }

    static boolean isHead(String name) {
        return name.startsWith(HEAD);
    }

    /** Heads that a newer one of {@code added} makes useless. */
    static List<String> headsBefore(List<String> added, List<String> names) {
        String newest = added.stream()
                .filter(RunParts::isHead)
                .max(Comparator.naturalOrder())
                .orElse("");
        return names.stream()
                .filter(name -> isHead(name) && name.compareTo(newest) < 0)
                .toList();
    }

    static boolean isSeconds(String name) {
        return name.startsWith(SECONDS);
    }

    /** Those of no use once the report is there. */
    static List<String> checkpoints(List<String> names) {
        return names.stream().filter(name -> isHead(name) || isSeconds(name)).toList();
    }
}
