package io.loadgen.api;

import io.loadgen.spec.Arrivals;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** How the arrivals and the rooms of an open loop are asked for: a word, or an object whose {@code type} is that word. */
// The model of the document has raw types.
@SuppressWarnings({"rawtypes", "unchecked"})
final class DocumentedArrivals {
    private static final String RUN = "SustainedRun";

    private DocumentedArrivals() {}

    /** Adds both, in place of what their types say. */
    static void describe(Components components) {
        replace(
                components,
                "arrivals",
                "Arrivals",
                "How the requests are spread over the time, at the same mean rate; `even` where left out. A trace has its own"
                        + " rate, and `rate` is left out with it",
                List.of(
                        word("even", "poisson", "bursts"),
                        kind(Map.of(), "even", "poisson"),
                        kind(bursts(), "bursts"),
                        kind(trace(), "trace").addRequiredItem("offsets")));
        replace(
                components,
                "rooms",
                "RoomChoice",
                "Which room each request goes to: all in turn, which is so where it is left out, or the first rooms much more"
                        + " often than the last",
                List.of(
                        word("roundRobin", "zipf"),
                        kind(Map.of(), "roundRobin"),
                        kind(Map.of("s", number("Exponent", 5, 1)), "zipf")));
    }

    private static Map<String, Schema> bursts() {
        Map<String, Schema> fields = new LinkedHashMap<>();
        Schema<?> factor = number("Rate in a burst, as a multiple of the mean rate", 1_000, 5);
        factor.setExclusiveMinimumValue(BigDecimal.ONE);
        fields.put("factor", factor);
        fields.put("length", time("Length of a burst; above 0s, at most `every` / `factor`", "1s"));
        fields.put("every", time("Length of a cycle, in which there is one burst; above 0s, at most 1h", "10s"));
        return fields;
    }

    private static Map<String, Schema> trace() {
        Schema<Object> offsets = new Schema<>();
        offsets.setTypes(Set.of("array"));
        offsets.setDescription("When each request came: seconds from the start of the recording, rising");
        Schema<?> offset = new Schema<>().types(Set.of("number"));
        offset.setMinimum(BigDecimal.ZERO);
        offsets.setItems(offset);
        offsets.setMinItems(1);
        offsets.setMaxItems(Arrivals.Trace.MOST);
        return Map.of("offsets", offsets, "speed", number("How much faster than recorded", 1_000, 1));
    }

    private static Schema<?> number(String description, int most, double otherwise) {
        Schema<Object> number = new Schema<>();
        number.setTypes(Set.of("number"));
        number.setDescription(description);
        number.setExclusiveMinimumValue(BigDecimal.ZERO);
        number.setMaximum(BigDecimal.valueOf(most));
        number.setDefault(otherwise);
        return number;
    }

    private static Schema<?> time(String description, String otherwise) {
        Schema<?> time = DocumentedRequests.duration(DocumentedRequests.text());
        time.setDescription(description);
        time.setDefault(otherwise);
        return time;
    }

    private static Schema<?> word(String... words) {
        Schema<String> word = DocumentedRequests.text();
        word.setEnum(List.of(words));
        return word;
    }

    private static Schema<?> kind(Map<String, Schema> own, String... words) {
        Map<String, Schema> fields = new LinkedHashMap<>();
        fields.put("type", word(words));
        fields.putAll(own);
        Schema<Object> kind = new Schema<>();
        kind.setTypes(Set.of("object"));
        kind.setProperties(fields);
        kind.addRequiredItem("type");
        return kind;
    }

    private static void replace(
            Components components, String field, String name, String description, List<Schema> choices) {
        Schema<Object> whole = new Schema<>();
        whole.setDescription(description);
        whole.setOneOf(choices);
        components.addSchemas(name, whole);
        Map<String, Schema> fields =
                Objects.requireNonNull(components.getSchemas().get(RUN), RUN).getProperties();
        fields.put(field, new Schema<>().$ref("#/components/schemas/" + name));
    }
}
