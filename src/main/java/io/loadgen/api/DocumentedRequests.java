package io.loadgen.api;

import io.loadgen.application.RunLookup;
import io.loadgen.fixtures.FixtureLimits;
import io.loadgen.history.Baselines;
import io.loadgen.spec.DurationText;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.Percentile;
import io.loadgen.spec.Preset;
import io.loadgen.spec.RunLimits;
import io.loadgen.spec.SustainedSpec;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * What requests are held to beyond what their types say: names in the address, the limits that this service's operator has set, that
 * there are no other fields than those described, and that a field that may be left out may be null as well.
 */
// The model of the document has raw types.
@SuppressWarnings({"rawtypes", "unchecked"})
final class DocumentedRequests implements OpenApiCustomizer {
    /** The id of a run. */
    static final String RUN_ID = "^" + Baselines.RUN_ID_PATTERN + "$";

    /** The same, or the newest one's name. */
    static final String RUN = "^(?:" + RunLookup.LATEST + "|" + Baselines.RUN_ID_PATTERN + ")$";

    /** The id of a fixture set. */
    static final String FIXTURE = "^[a-z0-9-]{1,40}-[0-9]{1,19}$";

    /** The name of a baseline; every name of a run is like one. */
    static final String NAME = "^" + Baselines.NAME_PATTERN + "$";

    private static final String COMPONENTS = "#/components/schemas/";
    private static final String RUN_REQUEST = "RunRequest";
    private static final String FIXTURE_REQUEST = "FixtureRequest";
    private static final String TYPE = "type";
    private static final int MOST_EDGES = 99;

    private final RunLimits runs;
    private final FixtureLimits fixtures;

    DocumentedRequests(RunLimits runs, FixtureLimits fixtures) {
        this.runs = runs;
        this.fixtures = fixtures;
    }

    @Override
    public void customise(OpenAPI api) {
        Components components = api.getComponents();
        describeTypes(components);
        bound(components);
        DocumentedArrivals.describe(components);
        Set<String> seen = new HashSet<>();
        api.getPaths()
                .forEach((path, item) -> item.readOperations().forEach(operation -> {
                    nameParameters(path, operation);
                    if (operation.getRequestBody() != null) {
                        operation.getRequestBody().getContent().values().stream()
                                .map(MediaType::getSchema)
                                .forEach(schema -> close(components, schema, seen));
                    }
                }));
    }

    /** A text. */
    static Schema<String> text() {
        Schema<String> text = new Schema<>();
        text.setTypes(Set.of("string"));
        return text;
    }

    private static void nameParameters(String path, Operation operation) {
        for (Parameter parameter : Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of())) {
            Schema<?> schema = parameter.getSchema();
            if (parameter.getIn().equals("path") && schema.getPattern() == null) {
                schema.setPattern(path.contains("/runs/") ? RUN : path.contains("/fixtures/") ? FIXTURE : NAME);
            }
        }
    }

    /** Each type of a run has its own word in {@code type}, and is whole by itself: readers of the document need not go round. */
    private static void describeTypes(Components components) {
        Schema<?> request = named(components, RUN_REQUEST);
        request.setProperties(null);
        request.setRequired(null);
        request.getDiscriminator().getMapping().forEach((word, reference) -> {
            String name = reference.substring(COMPONENTS.length());
            Schema<?> whole = named(components, name);
            Schema<?> own = whole.getAllOf().stream()
                    .filter(part -> part.get$ref() == null)
                    .findFirst()
                    .orElseThrow();
            Schema<String> type = text();
            type.setEnum(List.of(word));
            Map<String, Schema> fields = new LinkedHashMap<>(Map.of(TYPE, type));
            fields.putAll(own.getProperties());
            own.setProperties(fields);
            List<String> required = new ArrayList<>(Objects.requireNonNullElse(whole.getRequired(), List.of()));
            required.add(TYPE);
            own.setRequired(required);
            own.setDescription(whole.getDescription());
            components.addSchemas(name, own);
        });
    }

    private void bound(Components components) {
        for (String run : List.of("SustainedRun", "CapacityRun", "SearchRun")) {
            range(components, run, "maxOutstanding", 1, runs.maxOutstanding());
            ((Schema<String>) field(components, run, "preset"))
                    .setEnum(fixtures.presets().all().stream().map(Preset::name).toList());
        }
        rate(components, "SustainedRun", "rate");
        rate(components, "CapacityRun", "maxRate");
        rate(components, "SearchRun", "minRate");
        rate(components, "SearchRun", "maxRate");
        range(components, "CapacityRun", "targetSize", 2, fixtures.maxRoomSize());
        field(components, "CapacityRun", "bucketEdges").setMaxItems(MOST_EDGES);
        range(components, FIXTURE_REQUEST, "rooms", 1, fixtures.maxRooms());
        range(components, FIXTURE_REQUEST, "baselineMembers", 1, fixtures.maxRoomSize());
        range(components, FIXTURE_REQUEST, "candidatesPerRoom", 1, fixtures.maxUsers());
        range(components, FIXTURE_REQUEST, "users", 1, fixtures.maxUsers());
        range(
                components,
                FIXTURE_REQUEST,
                "usersPerBlock",
                1,
                Math.min(fixtures.maxRoomSize(), FixtureSpec.MAX_USERS_PER_BLOCK));
        Schema<?> duration = field(components, "SustainedRun", "duration");
        duration.setDescription(duration.getDescription() + "; above 0s, at most "
                + DurationText.format(Collections.min(List.of(runs.maxDuration(), SustainedSpec.LONGEST))));
        for (String signal : List.of("e1", "e2")) {
            percentiles(field(components, "Slo", signal));
        }
        components.getSchemas().values().stream()
                .filter(schema -> schema.getProperties() != null)
                .forEach(DocumentedRequests::times);
    }

    private static void percentiles(Schema<?> limits) {
        Schema<String> names = text();
        names.setEnum(Percentile.USUAL.stream().map(Percentile::label).toList());
        limits.setPropertyNames(names);
        limits.setAdditionalProperties(duration(text()));
    }

    /** Of both forms that are read ISO-8601 is only one; a text is as long as a number and its unit. */
    static Schema<?> duration(Schema<?> field) {
        field.setFormat(null);
        field.setMinLength(2);
        field.setPattern(DurationText.PATTERN);
        return field;
    }

    /** Durations are texts; latencies are kept as whole nanoseconds and told as milliseconds with decimals. */
    private static void times(Schema<?> schema) {
        schema.getProperties().forEach((name, field) -> {
            if ("duration".equals(field.getFormat())) {
                duration(field);
            } else if (name.endsWith("Millis")) {
                field.setTypes(Set.of("number"));
                field.setFormat(null);
            }
        });
    }

    private void rate(Components components, String schema, String name) {
        Schema<?> field = field(components, schema, name);
        field.setExclusiveMinimumValue(BigDecimal.ZERO);
        field.setMaximum(BigDecimal.valueOf(runs.maxRatePerSecond()));
    }

    private static void range(Components components, String schema, String name, int least, int most) {
        Schema<?> field = field(components, schema, name);
        field.setMinimum(BigDecimal.valueOf(least));
        field.setMaximum(BigDecimal.valueOf(most));
    }

    private static Schema<?> field(Components components, String schema, String name) {
        return Objects.requireNonNull(named(components, schema).getProperties().get(name), name);
    }

    private static Schema<?> named(Components components, String name) {
        return Objects.requireNonNull(components.getSchemas().get(name), name);
    }

    /** Nothing but what is described is read, and null stands for what is left out. */
    private static void close(Components components, Schema<?> schema, Set<String> seen) {
        if (schema.get$ref() != null) {
            String name = schema.get$ref().substring(COMPONENTS.length());
            if (seen.add(name)) {
                close(components, named(components, name), seen);
            }
            return;
        }
        Objects.requireNonNullElse(schema.getOneOf(), List.<Schema>of())
                .forEach(choice -> close(components, choice, seen));
        if (schema.getProperties() != null) {
            List<String> required = Objects.requireNonNullElse(schema.getRequired(), List.of());
            schema.getProperties().values().forEach(field -> close(components, field, seen));
            schema.getProperties().replaceAll((name, field) -> required.contains(name) ? field : orNull(field));
            schema.setAdditionalProperties(false);
        }
    }

    private static Schema<?> orNull(Schema<?> field) {
        if (field.get$ref() != null) {
            return new Schema<>().anyOf(List.of(field, new Schema<>().types(Set.of("null"))));
        }
        Set<String> types = new HashSet<>(field.getTypes());
        types.add("null");
        field.setTypes(types);
        if (field.getEnum() != null) {
            List<@Nullable Object> values = new ArrayList<>(field.getEnum());
            values.add(null);
            ((Schema) field).setEnum(values);
        }
        return field;
    }
}
