package io.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is written by hand elsewhere names the formats that there are, and no others. */
class ReportFormatsTests {
    private static final List<String> NAMES =
            ReportFormats.ALL.stream().map(Format::name).toList();

    @Test
    void noTwoShareANameOrAFile() {
        assertThat(NAMES).doesNotHaveDuplicates();
        assertThat(ReportFormats.ALL).extracting(Format::fileName).doesNotHaveDuplicates();
    }

    @Test
    void theReferenceHasALineOfEach() throws IOException {
        String reference = Files.readString(Path.of("docs/reference/api.md"));
        String table = reference.substring(
                reference.indexOf("## GET /runs/{id}/report"), reference.indexOf("## GET /runs/{id}/comparison"));

        assertThat(table.lines()
                        .filter(line -> line.matches("\\| `[^`]+` \\| `.*"))
                        .map(line -> line.split("`", -1))
                        .map(cells -> cells[1] + " " + cells[3]))
                .containsExactlyElementsOf(ReportFormats.ALL.stream()
                        .map(format -> format.name() + " " + format.mediaType().replaceFirst(";.*", ""))
                        .toList());
    }

    @Test
    void theChartAcceptsEach() throws IOException {
        JsonNode schema = JsonMapper.shared().readTree(Files.readString(Path.of("helm/loadgen/values.schema.json")));

        assertThat(NAMES)
                .allMatch(Pattern.compile(
                                schema.findValue("formats").at("/items/pattern").asString())
                        .asMatchPredicate());
    }
}
