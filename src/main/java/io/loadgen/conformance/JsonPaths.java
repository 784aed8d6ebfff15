package io.loadgen.conformance;

import io.loadgen.conformance.RuleOutcome.Difference;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Documents as the paths of their fields. Stateless; any thread. */
final class JsonPaths {
    private JsonPaths() {}

    /** Where two documents differ, by path. */
    static List<Difference> differences(String name, JsonNode expected, JsonNode found) {
        Map<String, String> wanted = new TreeMap<>();
        Map<String, String> had = new TreeMap<>();
        flatten(name, expected, wanted);
        flatten(name, found, had);
        Set<String> paths = new TreeSet<>(wanted.keySet());
        paths.addAll(had.keySet());
        return paths.stream()
                .filter(path -> !Objects.equals(wanted.get(path), had.get(path)))
                .map(path -> new Difference(path, wanted.get(path), had.get(path)))
                .toList();
    }

    private static void flatten(String path, JsonNode node, Map<String, String> into) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties().forEach(field -> flatten(path + "." + field.getKey(), field.getValue(), into));
        } else if (node.isArray() && !node.isEmpty()) {
            for (int index = 0; index < node.size(); index++) {
                flatten(path + "[" + index + "]", node.get(index), into);
            }
        } else if (!node.isNull() || path.contains(".")) {
            // A value, or an object or a list without any.
            into.put(path, node.toString());
        }
    }

    /** The paths of all fields, those in lists without their number. */
    static Set<String> fields(JsonNode document) {
        Set<String> fields = new TreeSet<>();
        walk("", document, fields);
        return fields;
    }

    private static void walk(String path, JsonNode node, Set<String> into) {
        if (node.isArray()) {
            node.forEach(element -> walk(path, element, into));
        } else {
            node.properties().forEach(field -> {
                String inner = below(path, field.getKey());
                into.add(inner);
                walk(inner, field.getValue(), into);
            });
        }
    }

    private static String below(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    /** A copy without the fields that are not among the paths. */
    static JsonNode only(Collection<String> paths, JsonNode document) {
        return only("", paths, document);
    }

    private static JsonNode only(String path, Collection<String> paths, JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(field -> {
                    String inner = below(path, field.getKey());
                    if (paths.contains(inner)) {
                        copy.set(field.getKey(), only(inner, paths, field.getValue()));
                    }
                });
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> copy.add(only(path, paths, element)));
                yield copy;
            }
            default -> node;
        };
    }

    /** What stands at a path first, null if nothing does. */
    static @Nullable JsonNode at(String path, JsonNode document) {
        if (document.isArray()) {
            for (JsonNode element : document) {
                JsonNode found = at(path, element);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        int dot = path.indexOf('.');
        @Nullable JsonNode inner = document.get(dot < 0 ? path : path.substring(0, dot));
        return inner == null || dot < 0 ? inner : at(path.substring(dot + 1), inner);
    }

    /** A copy that has these fields only; of a list, each element. */
    static JsonNode with(List<String> fields, JsonNode document) {
        return switch (document) {
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                fields.stream().filter(object::has).forEach(field -> copy.set(field, object.get(field)));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> copy.add(with(fields, element)));
                yield copy;
            }
            default -> document;
        };
    }
}
