package io.loadgen.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A field that a run can be asked for with is told of where people look it up, and where programs do. */
class DocumentedFieldsTests {
    /** The fixture set is named by its id once it is known. */
    private static final List<String> ASKED_ONLY = List.of("preset", "seed");

    private static final Map<Class<?>, String> TYPES = Map.of(
            SustainedSpec.class, SustainedSpec.TYPE,
            CapacitySpec.class, CapacitySpec.TYPE,
            SearchSpec.class, SearchSpec.TYPE);

    @ParameterizedTest
    @ValueSource(classes = {SustainedSpec.class, CapacitySpec.class, SearchSpec.class})
    void theReferenceHasALineOfEach(Class<? extends RunSpec> type) throws IOException {
        Set<String> documented = Files.readString(Path.of("docs/reference/api.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> Arrays.stream(
                        line.split(" \\| ", -1)[0].replaceAll("[|` ]", "").split(",", -1)))
                .map(field -> field.replaceFirst("\\..*", ""))
                .collect(Collectors.toSet());

        assertThat(documented).containsAll(fields(type));
    }

    @ParameterizedTest
    @ValueSource(classes = {SustainedSpec.class, CapacitySpec.class, SearchSpec.class})
    void theSchemaOfReportsHasEach(Class<? extends RunSpec> type) throws IOException {
        JsonNode schema = JsonMapper.shared()
                .readTree(Files.readString(Path.of("src/main/resources/io/loadgen/report/report.schema.json")));
        Set<String> reported = fields(type);
        ASKED_ONLY.forEach(reported::remove);
        reported.add("type");

        assertThat(schema.at("/$defs/" + TYPES.get(type)).get("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(reported);
    }

    private static Set<String> fields(Class<? extends RunSpec> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> component.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
