package io.loadgen.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form of the recordings, see their README: what services mint, draw or read from a clock is replaced by what kind of
 * thing it is, and fields are sorted. What is in that form already stays as it is, so recorded and found documents can go
 * through the same and be compared.
 */
final class RecordedForm {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final long SMALLEST_TIME = 1_000_000_000_000L;
    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}-(\\p{XDigit}{4}-){3}\\p{XDigit}{12}");
    private static final Map<Pattern, String> KINDS = kinds();
    private static final Pattern JSON_IN_BASE64 = Pattern.compile("ey[A-Za-z0-9+/]+=*");
    private static final Pattern TO_ONE_USER =
            Pattern.compile("chat\\.user\\.[^.]+\\.event\\.(subscription\\.update|room\\.key)");
    private static final Set<String> ACCOUNT_LISTS = Set.of("accounts", "individuals");

    private final String requestId;
    private final boolean accountsAreSets;

    /**
     * For documents of one step.
     *
     * @param requestId what was sent as the request id
     * @param accountsAreSets whether the order of accounts in events and messages says nothing
     */
    RecordedForm(String requestId, boolean accountsAreSets) {
        this.requestId = requestId;
        this.accountsAreSets = accountsAreSets;
    }

    private static Map<Pattern, String> kinds() {
        Map<Pattern, String> kinds = new LinkedHashMap<>();
        kinds.put(Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z"), "<date>");
        kinds.put(Pattern.compile("\\p{XDigit}{32}"), "<hex32>");
        kinds.put(Pattern.compile("[A-Za-z0-9+/]{43}="), "<key>");
        kinds.put(Pattern.compile("[A-Za-z0-9]{20}"), "<base62-20>");
        return kinds;
    }

    /** A document with its fields sorted. */
    JsonNode of(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> ofObject(object);
            case ArrayNode array -> {
                ArrayNode copy = NODES.arrayNode();
                array.forEach(element -> copy.add(of(element)));
                yield copy;
            }
            default -> ofValue(node);
        };
    }

    private JsonNode ofObject(ObjectNode object) {
        if (object.has("$date")) {
            return NODES.stringNode("<date>");
        }
        if (object.get("$binary") instanceof ObjectNode binary) {
            int length = Base64.getDecoder().decode(binary.get("base64").asString()).length;
            int subtype = Integer.parseInt(binary.get("subType").asString(), 16);
            return NODES.stringNode("<binary subtype " + subtype + ", " + length + " bytes>");
        }
        ObjectNode copy = NODES.objectNode();
        Map<String, JsonNode> sorted = new TreeMap<>();
        object.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
        sorted.forEach((name, value) -> {
            boolean set = accountsAreSets && ACCOUNT_LISTS.contains(name);
            copy.set(name, set ? sorted(of(value)) : of(value));
        });
        return copy;
    }

    private JsonNode ofValue(JsonNode value) {
        if (value.isNumber() && value.asLong() >= SMALLEST_TIME) {
            return NODES.stringNode("<ms>");
        }
        if (!value.isString()) {
            return value;
        }
        String text =
                UUID.matcher(value.asString().replace(requestId, "<reqId>")).replaceAll("<uuid>");
        if (JSON_IN_BASE64.matcher(text).matches()) {
            String opened = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
            return NODES.objectNode().set("base64 of", of(MAPPER.readTree(opened)));
        }
        return NODES.stringNode(KINDS.entrySet().stream()
                .filter(kind -> kind.getKey().matcher(text).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(text));
    }

    private static JsonNode sorted(JsonNode list) {
        // Empty lists are null now and then.
        return list.isArray()
                ? NODES.arrayNode()
                        .addAll(list.values().stream()
                                .sorted(Comparator.comparing(JsonNode::toString))
                                .toList())
                : list;
    }

    /** Messages with those of a kind that follow each other, each to one user, by user. */
    static List<JsonNode> inAnyOrderOfUsers(JsonNode messages) {
        List<JsonNode> ordered = new ArrayList<>();
        List<JsonNode> run = new ArrayList<>();
        String kindOfRun = "";
        for (JsonNode message : messages.values()) {
            var subject = TO_ONE_USER.matcher(message.get("subject").asString());
            String kind = subject.matches() ? subject.group(1) : "";
            if (!kind.equals(kindOfRun)) {
                endRun(run, ordered);
            }
            kindOfRun = kind;
            if (kind.isEmpty()) {
                ordered.add(message);
            } else {
                run.add(message);
            }
        }
        endRun(run, ordered);
        return ordered;
    }

    private static void endRun(List<JsonNode> run, List<JsonNode> ordered) {
        run.stream()
                .sorted(Comparator.comparing(message -> message.get("subject").asString()))
                .forEach(ordered::add);
        run.clear();
    }

    /** Where two documents differ: a line for each field, with what was expected there and what was found. */
    static List<String> differences(String name, JsonNode expected, JsonNode found) {
        Map<String, String> wanted = new TreeMap<>();
        Map<String, String> had = new TreeMap<>();
        flatten(name, expected, wanted);
        flatten(name, found, had);
        Set<String> paths = new TreeSet<>(wanted.keySet());
        paths.addAll(had.keySet());
        return paths.stream()
                .filter(path -> !wanted.getOrDefault(path, "").equals(had.getOrDefault(path, "")))
                .map(path -> path + ": expected " + wanted.getOrDefault(path, "nothing") + ", found "
                        + had.getOrDefault(path, "nothing"))
                .toList();
    }

    private static void flatten(String path, JsonNode node, Map<String, String> into) {
        if (node.isEmpty()) {
            // A value, or an object or a list without any.
            into.put(path, node.toString());
        } else if (node.isObject()) {
            node.properties().forEach(field -> flatten(path + "." + field.getKey(), field.getValue(), into));
        } else {
            for (int index = 0; index < node.size(); index++) {
                flatten(path + "[" + index + "]", node.get(index), into);
            }
        }
    }
}
