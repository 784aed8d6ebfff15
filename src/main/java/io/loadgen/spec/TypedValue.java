package io.loadgen.spec;

import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one of several kinds of a thing: from its word alone, which has the defaults of that kind, or from an object whose {@code type} is
 * that word beside fields of its own. Immutable; any thread.
 *
 * @param <T> the thing
 */
abstract class TypedValue<T> extends StdDeserializer<T> {
    private static final String TYPE = "type";

    private final String field;
    private final Map<String, Class<? extends T>> kinds;

    /**
     * A reader.
     *
     * @param type the thing
     * @param field the field that has it, for refusals
     * @param kinds by their words
     */
    TypedValue(Class<T> type, String field, Map<String, Class<? extends T>> kinds) {
        super(type);
        this.field = field;
        this.kinds = kinds;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) {
        JsonNode given = context.readTree(json);
        ObjectNode fields = given instanceof ObjectNode object
                ? object
                : context.getNodeFactory().objectNode();
        JsonNode word = given instanceof ObjectNode ? fields.path(TYPE) : given;
        Class<? extends T> kind = word.isString() ? kinds.get(word.stringValue()) : null;
        if (kind == null) {
            throw new InvalidSpecException(
                    given instanceof ObjectNode ? field + "." + TYPE : field,
                    word.isString() ? word.stringValue() : word.toString(),
                    "one of "
                            + String.join(", ", kinds.keySet().stream().sorted().toList()));
        }
        fields.remove(TYPE);
        return context.readTreeAsValue(fields, kind);
    }
}
