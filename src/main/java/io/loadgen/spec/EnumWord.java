package io.loadgen.spec;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads the constant of an enum by its word, the name in lower case, out of a string and out of nothing else. Immutable; any thread.
 *
 * @param <E> the enum
 */
public abstract class EnumWord<E extends Enum<E>> extends StdDeserializer<E> {
    private final Class<E> type;
    private final String field;

    /**
     * A reader.
     *
     * @param type the enum
     * @param field the field that has the word, for refusals
     */
    protected EnumWord(Class<E> type, String field) {
        super(type);
        this.type = type;
        this.field = field;
    }

    /**
     * The word of a constant.
     *
     * @param constant which
     * @return its name in lower case
     */
    public static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a word; refused with all words where there is none. */
    static <E extends Enum<E>> E of(Class<E> type, String field, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> label(constant).equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidSpecException(
                        field,
                        word,
                        "one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(EnumWord::label)
                                        .collect(Collectors.joining(", "))));
    }

    @Override
    public E deserialize(JsonParser json, DeserializationContext context) {
        return of(type, field, context.readValue(json, String.class));
    }
}
