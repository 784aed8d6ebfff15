package io.loadgen.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.bson.conversions.Bson;

/**
 * The strings from one up to, but without, another. As a filter it is served by any index that begins with the field, and
 * unlike a pattern it has nothing to escape.
 *
 * @param from the first that belongs to it
 * @param to the first that does not
 */
record IdRange(String from, String to) {
    /** Every string that begins with the prefix: up to the prefix with its last character raised by one. */
    static IdRange of(String prefix) {
        int last = prefix.length() - 1;
        return new IdRange(prefix, prefix.substring(0, last) + (char) (prefix.charAt(last) + 1));
    }

    /**
     * Cuts the range at every {@code step}-th id. The pieces cover all of it, also what is before the first and behind the
     * last id.
     *
     * @param idOf ids inside the range, rising with their number
     * @param count how many ids
     * @param step ids of each piece
     * @return the pieces in order, {@code ceil(count / step)} of them
     */
    List<IdRange> cut(IntFunction<String> idOf, int count, int step) {
        List<IdRange> pieces = new ArrayList<>();
        String start = from;
        for (int next = step; next < count; next += step) {
            String end = idOf.apply(next);
            pieces.add(new IdRange(start, end));
            start = end;
        }
        pieces.add(new IdRange(start, to));
        return pieces;
    }

    /** What of this range is not of another that is inside it: what comes before it, and what behind, neither when it is all of it. */
    List<IdRange> without(IdRange inner) {
        return Stream.of(new IdRange(from, inner.from), new IdRange(inner.to, to))
                .filter(part -> !part.from.equals(part.to))
                .toList();
    }

    Bson on(String field) {
        return and(gte(field, from), lt(field, to));
    }
}
