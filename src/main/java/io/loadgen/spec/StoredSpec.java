package io.loadgen.spec;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the specification that something kept repeats. Up to version 2 reports had a form of their own for it, with times in
 * milliseconds and limits as a list; that is turned into the form of today. Stateless; any thread.
 */
public final class StoredSpec extends StdDeserializer<RunSpec> {
    private static final String MILLIS = "Millis";
    private static final Map<String, String> RENAMED = Map.of("ratePerSecond", "rate", "maxRatePerSecond", "maxRate");

    /** One for all. */
    public StoredSpec() {
        super(RunSpec.class);
    }

    @Override
    public RunSpec deserialize(JsonParser json, DeserializationContext context) {
        JsonNode spec = context.readTree(json);
        if (spec instanceof ObjectNode fields) {
            renew(fields);
            if (fields.get("abortOn") instanceof ObjectNode abortOn) {
                renew(abortOn);
            }
            if (fields.get("slo") instanceof ObjectNode slo && slo.has("latencies")) {
                slo.remove("latencies").forEach(limit -> add(limit, slo));
            }
        }
        return context.readTreeAsValue(spec, RunSpec.class);
    }

    @Override
    public Object deserializeWithType(JsonParser json, DeserializationContext context, TypeDeserializer byType) {
        return deserialize(json, context);
    }

    private static void renew(ObjectNode fields) {
        for (String name : List.copyOf(fields.propertyNames())) {
            if (name.endsWith(MILLIS)) {
                fields.put(
                        name.substring(0, name.length() - MILLIS.length()),
                        fields.remove(name).asLong() + "ms");
            } else if (RENAMED.containsKey(name)) {
                fields.set(RENAMED.get(name), fields.remove(name));
            }
        }
    }

    private static void add(JsonNode limit, ObjectNode slo) {
        String percentile = BigDecimal.valueOf(limit.path("percentile").asDouble())
                .stripTrailingZeros()
                .toPlainString();
        slo.withObjectProperty(limit.path("signal").asString().toLowerCase(Locale.ROOT))
                .put("p" + percentile, Math.round(limit.path("limitMillis").asDouble()) + "ms");
    }
}
