package io.loadgen.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param sections names of the sections to run, in their order
 * @param pairs how often the two sides run in turn
 * @param quick whether each run is short: to see that it works, not to quote
 * @param requests requests of a run at full rate
 * @param pacedSeconds length of a run at a fixed rate
 * @param pacedRates requests a second of the runs at a fixed rate
 * @param processes how many fresh processes are looked at in their first runs
 * @param jar the packaged service, for the start-up section
 * @param output where the JSON goes
 */
record BenchOptions(
        List<String> sections,
        int pairs,
        boolean quick,
        long requests,
        int pacedSeconds,
        List<Integer> pacedRates,
        int processes,
        Path jar,
        Path output) {
    static BenchOptions fromProperties(List<String> known) {
        boolean quick = Boolean.parseBoolean(System.getProperty("bench.quick", "false"));
        List<String> sections = list("bench.sections", known);
        for (String section : sections) {
            if (!known.contains(section)) {
                throw new IllegalArgumentException("bench.sections must name some of " + known + ", was " + section);
            }
        }
        return new BenchOptions(
                sections,
                number("bench.pairs", quick ? 1 : 3, 1, 100),
                quick,
                number("bench.requests", quick ? 50_000 : 200_000, 1_000, 5_000_000),
                number("bench.pacedSeconds", quick ? 1 : 5, 1, 600),
                list("bench.pacedRates", List.of("1000", "5000", "10000", "20000", "40000")).stream()
                        .map(rate -> number("bench.pacedRates", rate, 1, 1_000_000))
                        .toList(),
                number("bench.processes", quick ? 1 : 3, 1, 100),
                Path.of(System.getProperty("bench.jar", "target/loadgen.jar")),
                Path.of(System.getProperty("bench.output", "target/bench.json")));
    }

    private static int number(String name, int otherwise, int least, int greatest) {
        String text = System.getProperty(name, "");
        return text.isBlank() ? otherwise : number(name, text, least, greatest);
    }

    private static List<String> list(String name, List<String> otherwise) {
        String text = System.getProperty(name, "");
        return text.isBlank()
                ? otherwise
                : List.of(text.trim().toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1));
    }

    private static int number(String name, String text, int least, int greatest) {
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= greatest) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw refused(name, least, greatest, text, notANumber);
        }
        throw refused(name, least, greatest, text, null);
    }

    private static IllegalArgumentException refused(
            String name, int least, int greatest, String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                name + " must be a whole number from " + least + " to " + greatest + ", was " + text, cause);
    }
}
