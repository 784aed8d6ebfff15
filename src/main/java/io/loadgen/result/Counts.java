package io.loadgen.result;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/** Counts by a closed set of kinds. In a report a kind is its name in camel case. Stateless; any thread. */
public final class Counts {
    private Counts() {}

    /** The same with a 0 for every kind that has none. */
    public static <E extends Enum<E>> Map<E, Long> complete(Class<E> kinds, Map<E, Long> counts) {
        Map<E, Long> all = new EnumMap<>(kinds);
        for (E kind : kinds.getEnumConstants()) {
            all.put(kind, counts.getOrDefault(kind, 0L));
        }
        return Collections.unmodifiableMap(all);
    }

    /** The same, each kind as a report has it. */
    public static <E extends Enum<E>> Map<String, Long> named(Class<E> kinds, Map<E, Long> counts) {
        Map<String, Long> named = new LinkedHashMap<>();
        complete(kinds, counts).forEach((kind, count) -> named.put(camelCase(kind), count));
        return named;
    }

    static <V> Map<String, V> named(Map<String, V> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** A kind as a report has it. */
    public static String camelCase(Enum<?> kind) {
        String[] words = kind.name().toLowerCase(Locale.ROOT).split("_");
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining());
    }

    /** Marks counts that a report of another build may have for kinds that this one does not know: they are passed over. */
    @JacksonAnnotationsInside
    @JsonDeserialize(using = Reader.class)
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
    @interface ByKind {}

    /** Reads the counts of kinds that are known. */
    static final class Reader extends ValueDeserializer<Map<?, Long>> {
        private final Map<String, Object> kinds = new LinkedHashMap<>();

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            JavaType type = property.getType();
            Reader reader = new Reader();
            for (Object kind : type.getKeyType().getRawClass().getEnumConstants()) {
                reader.kinds.put(camelCase((Enum<?>) kind), kind);
            }
            return reader;
        }

        @Override
        public Map<?, Long> deserialize(JsonParser json, DeserializationContext context) {
            Map<Object, Long> counts = new LinkedHashMap<>();
            context.readTree(json).properties().forEach(entry -> {
                Object kind = kinds.get(entry.getKey());
                if (kind != null) {
                    counts.put(kind, entry.getValue().longValue());
                }
            });
            return counts;
        }
    }
}
