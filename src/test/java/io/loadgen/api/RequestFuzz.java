package io.loadgen.api;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Requests that are nearly those of an OpenAPI document: each begins as one that the document describes, and most are then spoilt in a
 * part of it. The request of a number is a pure function of the document, the seed and the number; any thread.
 */
public final class RequestFuzz {
    private static final String[] METHODS = {"HEAD", "OPTIONS", "PATCH", "PUT", "TRACE", "BREW", "QUERY", "PROPFIND"};
    private static final String[] MEDIA_TYPES = {
        "text/plain",
        "application/xml",
        "application/json;charset=utf-16",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/",
        "*/*",
        "text/event-stream",
        "",
        "application/json; charset=nonsense",
        "application/json;q=2",
        "\u00fc"
    };
    private static final String[] NAMES = {
        "%00",
        "%",
        "%zz",
        "%5C",
        "%2e%2e",
        "%2f",
        ";a=b",
        "%3Bh",
        "a%25b",
        "a%0Ab",
        "%c0%af",
        "\u00e9",
        "%C3%A9",
        "null",
        "-1",
        "%20",
        "'\"<>",
        "members-small-42",
        "nobody-1",
        "a".repeat(500),
        "%F0%9F%98%80"
    };
    private static final String[] PLACES = {"/..", "/.", "//", "/x", "/%2e%2e/%2e%2e", "?", "/;", "/a b", "%"};
    private static final String[] QUERIES = {"%", "a=%zz", "&&&=", "limit=1&limit=x", "[]={}", "x", "unknown=1", "q=%00"
    };
    private static final String[] HEADERS = {
        "Sec-Fetch-Site: cross-site",
        "Origin: https://evil.example",
        "Authorization: Bearer nobody",
        "Authorization: Basic Og==",
        "Range: bytes=0-1",
        "If-None-Match: *",
        "Accept-Encoding: gzip;q=x",
        "Accept-Language: \u00fc",
        "X-HTTP-Method-Override: DELETE",
        "X-Forwarded-Host: evil.example",
        "Cookie: a=\"",
        "Content-Encoding: gzip"
    };

    private record Operation(
            String method,
            String path,
            List<JsonNode> parameters,
            @Nullable JsonNode body,
            Set<Integer> statuses) {}

    /**
     * A request to be sent as it is.
     *
     * @param operation of the document, that it began as
     * @param what for people: its head, and how its body begins
     * @param statuses what the document says that it may be answered with; empty where it is at no operation of the document any more
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Request(String method, String operation, String what, byte[] bytes, Set<Integer> statuses) {}

    private final SchemaSamples samples;
    private final List<Operation> operations = new ArrayList<>();
    private final long seed;

    /**
     * Reads a document.
     *
     * @param document OpenAPI 3.1
     * @param known names of what there is
     */
    public RequestFuzz(JsonNode document, List<String> known, long seed) {
        this.samples = new SchemaSamples(document, known);
        this.seed = seed;
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation ->
                                operations.add(operation(path.getKey(), operation.getKey(), operation.getValue()))));
    }

    private static Operation operation(String path, String method, JsonNode described) {
        Set<Integer> statuses = new HashSet<>();
        described.get("responses").propertyNames().forEach(status -> statuses.add(Integer.valueOf(status)));
        JsonNode body = described.at("/requestBody/content/application~1json");
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                described.path("parameters").valueStream().toList(),
                body.isMissingNode() ? null : body,
                statuses);
    }

    int operations() {
        return operations.size();
    }

    Request request(int number) {
        SplittableRandom random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (number + 1L));
        Operation operation = operations.get(random.nextInt(operations.size()));
        return new Draft(operation, random).finished();
    }

    /**
     * A body for starting a run, right or nearly so.
     *
     * @param number which
     */
    public byte[] run(int number) {
        SplittableRandom random = new SplittableRandom(seed - 0x9E3779B97F4A7C15L * (number + 1L));
        Operation starts = operations.stream()
                .filter(operation ->
                        operation.method().equals("POST") && operation.path().endsWith("/runs"))
                .findFirst()
                .orElseThrow();
        JsonNode right = valid(Objects.requireNonNull(starts.body()), random);
        return random.nextInt(4) == 0 ? Spoiling.bytes(right) : Spoiling.body(right, random);
    }

    private JsonNode valid(JsonNode described, SplittableRandom random) {
        List<JsonNode> examples = described
                .path("examples")
                .valueStream()
                .map(example -> example.get("value"))
                .toList();
        return examples.isEmpty() || random.nextBoolean()
                ? samples.of(described.get("schema"), random)
                : examples.get(random.nextInt(examples.size()));
    }

    /** A request in the making, by one thread. */
    private final class Draft {
        private final SplittableRandom random;
        private final Map<String, String> names = new TreeMap<>();
        private final Map<String, String> headers = new TreeMap<>();
        private final List<String> query = new ArrayList<>();
        private final @Nullable JsonNode right;
        private final String template;
        private final String described;
        private String method;
        private String place = "";
        private byte[] body = {};
        private boolean chunked;
        private Set<Integer> statuses;

        Draft(Operation operation, SplittableRandom random) {
            this.random = random;
            method = operation.method();
            described = method;
            template = operation.path();
            statuses = operation.statuses();
            right = operation.body() == null ? null : valid(operation.body(), random);
            for (JsonNode parameter : operation.parameters()) {
                fill(parameter);
            }
            if (right != null) {
                headers.put("Content-Type", "application/json");
                body = Spoiling.bytes(right);
            }
            int ways = random.nextInt(10) == 0 ? 0 : random.nextInt(1, 3);
            for (int way = 0; way < ways; way++) {
                spoil();
            }
        }

        private void fill(JsonNode parameter) {
            String name = parameter.get("name").asString();
            boolean needed = parameter.path("required").asBoolean(false) || random.nextInt(3) == 0;
            JsonNode value = samples.of(parameter.get("schema"), random);
            List<String> texts = value.isArray()
                    ? value.valueStream().map(JsonNode::asString).toList()
                    : List.of(value.asString());
            switch (parameter.get("in").asString()) {
                case "path" -> names.put(name, encoded(texts.getFirst()));
                case "query" -> {
                    if (needed) {
                        texts.forEach(text -> query.add(name + "=" + encoded(text)));
                    }
                }
                default -> {
                    if (needed) {
                        headers.put(name, texts.getFirst() + "-" + random.nextInt(1000));
                    }
                }
            }
        }

        /** A body, where there is one, twice out of three times. */
        private void spoil() {
            if (right != null && random.nextInt(3) > 0) {
                body = Spoiling.body(right, random);
                return;
            }
            switch (random.nextInt(9)) {
                case 0 -> names.replaceAll((name, value) -> Spoiling.pick(NAMES, random));
                case 1 -> query.replaceAll(parameter -> parameter.replaceFirst("=.*", "=" + value()));
                case 2 -> query.add(query.isEmpty() ? "limit=" + value() : query.getFirst());
                case 3 -> query.add(Spoiling.pick(QUERIES, random));
                case 4 -> headers.put("Accept", Spoiling.pick(MEDIA_TYPES, random));
                case 5 -> headers.put("Content-Type", Spoiling.pick(MEDIA_TYPES, random));
                case 6 ->
                    headers.put(
                            random.nextBoolean() ? "Idempotency-Key" : "Last-Event-ID",
                            Spoiling.text(random).replaceAll("[\\x00-\\x1f]", "\t"));
                case 7 -> header(Spoiling.pick(HEADERS, random));
                default -> elsewhere();
            }
        }

        private void header(String line) {
            chunked = random.nextInt(4) == 0;
            headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
        }

        private void elsewhere() {
            if (random.nextBoolean()) {
                method = Spoiling.pick(METHODS, random);
            } else {
                place = Spoiling.pick(PLACES, random);
            }
        }

        private String value() {
            return encoded(random.nextBoolean() ? Spoiling.number(random) : Spoiling.text(random));
        }

        Request finished() {
            String path = template;
            for (Map.Entry<String, String> name : names.entrySet()) {
                path = path.replace("{" + name.getKey() + "}", name.getValue());
            }
            String target = path + place + (query.isEmpty() ? "" : "?" + String.join("&", query));
            StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            head.append(chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length)
                    .append("\r\n\r\n");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(chunked ? inChunks() : body);
            String start = new String(body, 0, Math.min(body.length, 1_000), StandardCharsets.UTF_8);
            boolean moved = !method.equals(described) || !place.isEmpty();
            return new Request(
                    method, described + " " + template, head + start, bytes.toByteArray(), moved ? Set.of() : statuses);
        }

        private byte[] inChunks() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (body.length > 0) {
                bytes.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                bytes.writeBytes(body);
                bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            bytes.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return bytes.toByteArray();
        }

        private String encoded(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    }
}
