package io.loadgen.api;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values that the schemas of an OpenAPI document allow: small, and those that mean something where that is known. */
final class SchemaSamples {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 12;

    /** Texts for whichever pattern allows them. */
    private static final List<String> TEXTS = List.of("10s", "2s", "500ms", "PT5S", "1m", "main", "a", "Ab-1");

    private final JsonNode document;
    private final List<String> texts;

    /**
     * Reads a document.
     *
     * @param known names that there are, for addresses and fields
     */
    SchemaSamples(JsonNode document, List<String> known) {
        this.document = document;
        this.texts = Stream.concat(known.stream(), TEXTS.stream()).toList();
    }

    JsonNode of(JsonNode schema, SplittableRandom random) {
        return of(schema, random, 0);
    }

    private JsonNode of(JsonNode schema, SplittableRandom random, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("the schema goes round: " + schema);
        }
        if (schema.has("$ref")) {
            return of(document.at(schema.get("$ref").asString().substring(1)), random, depth + 1);
        }
        for (String choices : List.of("oneOf", "anyOf")) {
            if (schema.has(choices)) {
                JsonNode among = schema.get(choices);
                return of(among.get(random.nextInt(among.size())), random, depth + 1);
            }
        }
        for (String given : List.of("example", "default")) {
            if (schema.has(given) && random.nextBoolean()) {
                return schema.get(given).deepCopy();
            }
        }
        if (schema.has("enum")) {
            JsonNode among = schema.get("enum");
            return among.get(random.nextInt(among.size()));
        }
        return byType(schema, random, depth);
    }

    private JsonNode byType(JsonNode schema, SplittableRandom random, int depth) {
        return switch (type(schema)) {
            case "integer" -> NODES.numberNode(whole(schema, random));
            case "number" -> NODES.numberNode(whole(schema, random) + (random.nextBoolean() ? 0.0 : 0.5));
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "null" -> NODES.nullNode();
            case "string" -> NODES.stringNode(text(schema, random));
            case "array" -> array(schema, random, depth);
            case "object" -> object(schema, random, depth);
            default -> throw new IllegalArgumentException("a schema without a type: " + schema);
        };
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray()
                ? type.valueStream()
                        .map(JsonNode::asString)
                        .filter(name -> !name.equals("null"))
                        .findFirst()
                        .orElseThrow()
                : type.asString("");
    }

    private static long whole(JsonNode schema, SplittableRandom random) {
        long least =
                schema.path("minimum").asLong(schema.path("exclusiveMinimum").asLong(0) + 1);
        long most = schema.path("maximum").asLong(Long.MAX_VALUE);
        return random.nextLong(least, Math.min(least + 30, most) + 1);
    }

    private String text(JsonNode schema, SplittableRandom random) {
        String pattern = schema.path("pattern").asString("");
        List<String> fitting = texts.stream()
                .filter(text -> pattern.isEmpty()
                        || java.util.regex.Pattern.compile(pattern)
                                .matcher(text)
                                .find())
                .toList();
        return fitting.get(random.nextInt(fitting.size()));
    }

    private ArrayNode array(JsonNode schema, SplittableRandom random, int depth) {
        ArrayNode array = NODES.arrayNode();
        int size = random.nextInt(1, 3);
        for (int index = 0; index < size; index++) {
            array.add(of(schema.path("items"), random, depth + 1));
        }
        return array;
    }

    private ObjectNode object(JsonNode schema, SplittableRandom random, int depth) {
        ObjectNode fields = NODES.objectNode();
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        schema.path("properties").properties().forEach(property -> {
            if (required.contains(property.getKey()) || random.nextInt(3) == 0) {
                fields.set(property.getKey(), of(property.getValue(), random, depth + 1));
            }
        });
        if (schema.has("propertyNames")) {
            fields.set(
                    of(schema.get("propertyNames"), random, depth + 1).asString(),
                    of(schema.get("additionalProperties"), random, depth + 1));
        }
        return fields;
    }
}
