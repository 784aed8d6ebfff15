package io.loadgen.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Prints the sections as they come, and keeps them for the JSON file. */
final class BenchReport {
    private final BenchOptions options;
    private final Map<String, Object> sections = new LinkedHashMap<>();

    BenchReport(BenchOptions options) {
        this.options = options;
    }

    void add(Section section, List<Line> lines) {
        System.out.println();
        System.out.println(section.title());
        System.out.printf(
                Locale.ROOT, "%-72s %12s %12s %23s  %s%n", "", "reference", "loadgen", "ratio (least-greatest)", "bar");
        lines.forEach(BenchReport::print);
        sections.put(section.name(), lines.stream().map(BenchReport::json).toList());
    }

    private static void print(Line line) {
        Boolean met = line.isMet();
        System.out.printf(
                Locale.ROOT,
                "%-72s %12s %12s %23s  %s%n",
                line.name(),
                number(Line.median(line.reference())),
                number(Line.median(line.loadgen())),
                ratio(line),
                met == null ? "" : line.bar() + (met ? ": met" : ": MISSED"));
    }

    /** Median, least and greatest; nothing where the reference took nothing. */
    private static String ratio(Line line) {
        if (line.reference().stream().anyMatch(value -> value <= 0)) {
            return "-";
        }
        double[] ratios = line.ratios();
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f-%.2f)",
                Line.median(ratios),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 1000 ? "%,.0f" : "%.2f", value);
    }

    private static Map<String, Object> json(Line line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", line.name());
        fields.put("reference", line.reference());
        fields.put("loadgen", line.loadgen());
        if (line.reference().stream().allMatch(value -> value > 0)) {
            fields.put("ratioMedian", Line.median(line.ratios()));
        }
        fields.put("differenceMedian", Line.median(line.differences()));
        if (line.bar() != null) {
            fields.put("bar", line.bar().toString());
            fields.put("met", line.isMet());
        }
        return fields;
    }

    void write() throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("quick", options.quick());
        document.put("pairs", options.pairs());
        document.put("java", Runtime.version().toString());
        document.put("processors", Runtime.getRuntime().availableProcessors());
        document.put("sections", sections);
        if (options.output().getParent() != null) {
            Files.createDirectories(options.output().getParent());
        }
        new JsonMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(options.output().toFile(), document);
        System.out.println();
        System.out.println("All figures: " + options.output());
    }
}
