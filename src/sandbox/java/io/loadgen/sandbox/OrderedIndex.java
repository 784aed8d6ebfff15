package io.loadgen.sandbox;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.memory.index.MemoryUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A unique index of the embedded server that also serves queries for one text, or for a range of texts, of its first key, for
 * which the server would look at every document. It finds no less than is asked for, and may find more: the server still
 * compares each with the query.
 *
 * <p>Any thread.
 */
final class OrderedIndex extends MemoryUniqueIndex {
    private final String firstKey;
    private final NavigableMap<String, Set<Integer>> positions = new TreeMap<>();

    OrderedIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        firstKey = keys.getFirst().getKey();
    }

    @Override
    protected synchronized boolean putKeyPosition(KeyValue key, Integer position) {
        boolean added = super.putKeyPosition(key, position);
        if (added && key.get(0) instanceof String first) {
            positions.computeIfAbsent(first, none -> new TreeSet<>()).add(position);
        }
        return added;
    }

    @Override
    protected synchronized @Nullable Integer removeDocument(KeyValue key) {
        Integer position = super.removeDocument(key);
        if (position != null && key.get(0) instanceof String first) {
            positions.computeIfPresent(first, (same, at) -> at.remove(position) && at.isEmpty() ? null : at);
        }
        return position;
    }

    @Override
    public synchronized boolean canHandle(Document query) {
        return super.canHandle(query) || TextRange.of(query, firstKey).isBound();
    }

    @Override
    public synchronized Iterable<Integer> getPositions(Document query) {
        if (super.canHandle(query)) {
            return super.getPositions(query);
        }
        // Sorted, since documents are found in the order in which they are kept.
        Set<Integer> found = new TreeSet<>();
        TextRange.of(query, firstKey).in(positions).forEach(found::addAll);
        return found;
    }
}
