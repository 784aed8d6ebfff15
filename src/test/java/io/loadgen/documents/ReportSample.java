package io.loadgen.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The report that README.md shows, held against one of the service: the same blocks and rows, whatever the figures. */
public final class ReportSample {
    private static final String RULE = "=====";
    private static final String CONTINUED = " ".repeat(10);

    private ReportSample() {}

    /** Compares with a text report of a sustained run without limits. */
    public static void assertStructureIsOf(String report) throws IOException {
        String sample = Fence.of(Files.readString(Path.of("README.md"))).stream()
                .map(Fence::text)
                .filter(text -> text.startsWith(RULE))
                .findFirst()
                .orElseThrow();

        assertThat(structure(sample)).isEqualTo(structure(report));
    }

    /** What stands at the beginning of each line; without the lines that are there or not as the machine goes. */
    private static List<String> structure(String report) {
        List<String> labels = new ArrayList<>();
        boolean asTheMachineGoes = false;
        for (String line : report.substring(0, report.lastIndexOf(RULE)).lines().toList()) {
            String label = line.strip()
                    .replaceAll("\\d{8}-\\d{6}-[0-9a-f]{4}", "id")
                    .replaceAll("(?<=^Preflight: ).*", "")
                    .replaceAll("\\d+(\\.\\d+)?", "#")
                    .split(" {2,}|: (?=[A-Z]+)", -1)[0];
            if (line.startsWith("sustained ")) {
                labels.add("what was asked for");
            } else if (!line.startsWith(" ")) {
                asTheMachineGoes = label.startsWith("Generator health")
                        || label.startsWith("Irregularities")
                        || label.startsWith("Preflight")
                        || label.startsWith("Verdict");
                labels.add(label);
            } else if (!asTheMachineGoes && !line.startsWith(CONTINUED)) {
                labels.add(label);
            }
        }
        labels.removeIf(label -> label.isEmpty() || label.startsWith(RULE));
        return labels;
    }
}
