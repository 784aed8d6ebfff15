package io.loadgen.sandbox;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Between which texts a query wants a field to be, both included.
 *
 * @param least the first text, or null for no such bound
 * @param most the last text, or null for no such bound
 */
record TextRange(@Nullable String least, @Nullable String most) {
    /** Of the conditions that must all hold; any other kind of condition is passed over, which only widens the range. */
    static TextRange of(Document query, String field) {
        TextRange range = new TextRange(null, null).narrowed("$eq", query.get(field));
        if (query.get(field) instanceof Document conditions) {
            for (String operator : conditions.keySet()) {
                range = range.narrowed(operator, conditions.get(operator));
            }
        }
        if (query.get("$and") instanceof Collection<?> parts) {
            for (Object part : parts) {
                TextRange other = of((Document) part, field);
                range = range.narrowed("$gte", other.least()).narrowed("$lte", other.most());
            }
        }
        return range;
    }

    private TextRange narrowed(String operator, @Nullable Object value) {
        if (!(value instanceof String text)) {
            return this;
        }
        return switch (operator) {
            case "$eq" -> narrowed("$gte", text).narrowed("$lte", text);
            case "$gte", "$gt" -> new TextRange(least == null || text.compareTo(least) > 0 ? text : least, most);
            case "$lte", "$lt" -> new TextRange(least, most == null || text.compareTo(most) < 0 ? text : most);
            default -> this;
        };
    }

    boolean isBound() {
        return least != null || most != null;
    }

    <T> Collection<T> in(NavigableMap<String, T> sorted) {
        if (sorted.isEmpty()) {
            return sorted.values();
        }
        String from = least == null ? sorted.firstKey() : least;
        String to = most == null ? sorted.lastKey() : most;
        return from.compareTo(to) > 0
                ? List.of()
                : sorted.subMap(from, true, to, true).values();
    }
}
