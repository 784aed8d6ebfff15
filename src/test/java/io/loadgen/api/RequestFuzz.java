package io.loadgen.api;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * Requests that are nearly those of an OpenAPI document: each begins as one that the document describes and is spoilt in one to
 * three ways. A pure function of the document and the seed.
 */
final class RequestFuzz {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW"
    };
    private static final String[] MEDIA_TYPES = {
        "text/plain",
        "application/xml",
        "application/json;charset=utf-16",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/",
        "*/*",
        "",
        "application/json; charset=nonsense",
        "\u00fc"
    };
    private static final String[] PATH_PARTS = {
        "%00",
        "%",
        "%zz",
        "..",
        "%2e%2e",
        "%2f",
        ";a=b",
        "//",
        "%c0%af",
        "\u00e9",
        "latest",
        "null",
        "-1",
        "%20",
        "'\"<>",
        "members-small-42",
        "a".repeat(500)
    };
    private static final String[] NUMBERS = {
        "-1",
        "0",
        "1e308",
        "-1e308",
        "1e999",
        "9223372036854775807",
        "9223372036854775808",
        "2147483648",
        "0.5",
        "-0.0",
        "1" + "0".repeat(400),
        "1e-400",
        "00",
        "NaN",
        "0x10",
        "+1"
    };
    private static final String[] TEXTS = {
        "",
        " ",
        "null",
        "\u0000",
        "\ud800",
        "\u202e",
        "999999999999h",
        "-5s",
        "PT-1S",
        "1e9s",
        "P1Y",
        "0s",
        "members-small-42",
        "${jndi:x}",
        "{{7*7}}",
        "../../etc",
        "x".repeat(5_000),
        "\uD83D\uDE00"
    };

    private record Operation(String method, String path, List<JsonNode> parameters, JsonNode bodySchema) {}

    /** A request to be sent as it is. */
    static final class Spoilt {
        private final String what;
        private final byte[] bytes;

        Spoilt(String what, byte[] bytes) {
            this.what = what;
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public String toString() {
            return what;
        }
    }

    private final JsonNode document;
    private final List<Operation> operations = new ArrayList<>();
    private final SplittableRandom random;

    RequestFuzz(JsonNode document, long seed) {
        this.document = document;
        this.random = new SplittableRandom(seed);
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    List<JsonNode> parameters = new ArrayList<>();
                    operation.getValue().path("parameters").forEach(parameters::add);
                    operations.add(new Operation(
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            parameters,
                            operation.getValue().at("/requestBody/content/application~1json/schema")));
                }));
    }

    int operations() {
        return operations.size();
    }

    Spoilt next() {
        Operation operation = operations.get(random.nextInt(operations.size()));
        Draft draft = new Draft(operation);
        int ways = random.nextInt(1, 4);
        for (int way = 0; way < ways; way++) {
            spoil(draft);
        }
        return draft.finished();
    }

    private void spoil(Draft draft) {
        switch (random.nextInt(draft.hasBody() ? 16 : 7)) {
            case 0 -> draft.method = pick(METHODS);
            case 1 -> draft.path = draft.path.replaceFirst("[^/]+$", "") + pick(PATH_PARTS);
            case 2 -> draft.path = draft.path + "/" + pick(PATH_PARTS);
            case 3 ->
                draft.query.put(
                        pick(new String[] {"limit", "offset", "format", "baseline", "signal", "probe", "x"}), value());
            case 4 -> draft.headers.put("Accept", pick(MEDIA_TYPES));
            case 5 -> draft.headers.put("Idempotency-Key", "k".repeat(random.nextInt(1, 400)));
            case 6 ->
                draft.rawQuery =
                        pick(new String[] {"%", "a=%zz", "&&&=", "limit=1&limit=x", "[]={}", "q=" + "y".repeat(3_000)});
            case 7 -> draft.headers.put("Content-Type", pick(MEDIA_TYPES));
            case 8 -> draft.body = deep();
            case 9 ->
                draft.body = ("{\"type\": \"sustained\", \"fixture\": \""
                                + "z".repeat(random.nextInt(random.nextInt(8) == 0 ? 2_000_000 : 50_000)) + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
            case 10 -> draft.body = noise();
            case 11 -> draft.truncate(random);
            case 12 -> draft.body = draft.text().getBytes(StandardCharsets.UTF_16);
            default -> draft.tree(this::spoilField);
        }
    }

    private void spoilField(JsonNode tree) {
        if (!(tree instanceof ObjectNode fields) || fields.isEmpty()) {
            return;
        }
        List<String> names = fields.propertyNames().stream().toList();
        String name = names.get(random.nextInt(names.size()));
        if (fields.get(name) instanceof ObjectNode inner && random.nextBoolean()) {
            spoilField(inner);
            return;
        }
        switch (random.nextInt(7)) {
            case 0 -> fields.remove(name);
            case 1 -> fields.set(name + random.nextInt(10), fields.get(name));
            case 2 -> fields.putNull(name);
            case 3 -> fields.put(name, pick(TEXTS));
            case 4 -> fields.set(name, NODES.rawValueNode(new RawValue(pick(NUMBERS))));
            case 5 -> fields.set(name, NODES.arrayNode().add(fields.get(name)).add(1));
            default -> fields.set(name, NODES.objectNode().put("a", true));
        }
    }

    private byte[] deep() {
        int depth = random.nextInt(100, 20_000);
        String open = random.nextBoolean() ? "[" : "{\"slo\":";
        return ("{\"type\":\"sustained\",\"slo\":" + open.repeat(depth)).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String value() {
        return random.nextBoolean() ? pick(NUMBERS) : pick(TEXTS);
    }

    private String pick(String[] among) {
        return among[random.nextInt(among.length)];
    }

    /** What a schema describes, by its examples, defaults and types. */
    private JsonNode sample(JsonNode schema, int depth) {
        if (depth > 5) {
            return NODES.nullNode();
        }
        if (schema.has("$ref")) {
            String pointer = schema.get("$ref").asString();
            return pointer.startsWith("#") ? sample(document.at(pointer.substring(1)), depth + 1) : NODES.objectNode();
        }
        if (schema.has("oneOf")) {
            JsonNode choices = schema.get("oneOf");
            return sample(choices.get(random.nextInt(choices.size())), depth + 1);
        }
        if (schema.has("enum")) {
            JsonNode choices = schema.get("enum");
            return choices.get(random.nextInt(choices.size()));
        }
        if (schema.has("example")) {
            return schema.get("example");
        }
        if (schema.has("default")) {
            return schema.get("default");
        }
        if (schema.has("properties")) {
            ObjectNode fields = NODES.objectNode();
            schema.get("properties").properties().forEach(property -> {
                if (random.nextInt(3) > 0) {
                    fields.set(property.getKey(), sample(property.getValue(), depth + 1));
                }
            });
            if (fields.has("rate") || random.nextBoolean()) {
                fields.put("type", fields.has("targetSize") ? "capacity" : "sustained");
            }
            return fields;
        }
        return switch (schema.path("type").asString("")) {
            case "integer", "number" -> NODES.numberNode(random.nextInt(100));
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "array" -> {
                ArrayNode array = NODES.arrayNode();
                array.add(sample(schema.path("items"), depth + 1));
                yield array;
            }
            case "string" -> NODES.stringNode(pick(TEXTS));
            default -> NODES.objectNode();
        };
    }

    /** A request in the making. */
    private final class Draft {
        private final Map<String, String> headers = new TreeMap<>();
        private final Map<String, String> query = new TreeMap<>();
        private final boolean describedBody;
        private String method;
        private String path;
        private String rawQuery = "";
        private byte[] body;

        Draft(Operation operation) {
            method = operation.method();
            path = operation.path();
            describedBody = !operation.bodySchema().isMissingNode();
            body = describedBody
                    ? sample(operation.bodySchema(), 0).toString().getBytes(StandardCharsets.UTF_8)
                    : new byte[0];
            for (JsonNode parameter : operation.parameters()) {
                String name = parameter.get("name").asString();
                String value = sample(parameter.path("schema"), 0).asString("1");
                switch (parameter.get("in").asString()) {
                    case "path" ->
                        path = path.replace("{" + name + "}", random.nextBoolean() ? "latest" : encoded(value));
                    case "query" -> query.put(name, value);
                    default -> headers.put(name, "key-" + random.nextInt(5));
                }
            }
            if (describedBody) {
                headers.put("Content-Type", "application/json");
            }
        }

        boolean hasBody() {
            return describedBody;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        void tree(Consumer<JsonNode> change) {
            try {
                JsonNode tree = new JsonMapper().readTree(body);
                change.accept(tree);
                body = tree.toString().getBytes(StandardCharsets.UTF_8);
            } catch (JacksonException spoiltAlready) {
                body = noise();
            }
        }

        void truncate(SplittableRandom by) {
            body = Arrays.copyOf(body, body.length == 0 ? 0 : by.nextInt(body.length));
        }

        Spoilt finished() {
            StringBuilder target = new StringBuilder(path.isEmpty() ? "/" : path);
            String separator = "?";
            for (Map.Entry<String, String> parameter : query.entrySet()) {
                target.append(separator).append(parameter.getKey()).append('=').append(encoded(parameter.getValue()));
                separator = "&";
            }
            if (!rawQuery.isEmpty()) {
                target.append(separator).append(rawQuery);
            }
            StringBuilder head =
                    new StringBuilder(method + " " + target.toString().replace(" ", "%20") + " HTTP/1.1\r\n");
            head.append("Host: localhost\r\nConnection: close\r\nContent-Length: ")
                    .append(body.length)
                    .append("\r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            head.append("\r\n");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(body);
            String start = new String(body, 0, Math.min(body.length, 300), StandardCharsets.UTF_8);
            return new Spoilt(head + start, bytes.toByteArray());
        }

        private String encoded(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    }
}
