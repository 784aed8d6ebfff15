package io.loadgen.sandbox;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Locale;

/**
 * What the embedded server lacks: it answers {@code hello}, which it knows by its old name {@code isMaster} only and health
 * checks ask for, and {@code connectionStatus}: it has no users; and its unique indexes serve ranges of their first key.
 */
class IndexedBackend extends MemoryBackend {
    @Override
    public MemoryDatabase openOrCreateDatabase(String databaseName) {
        return new IndexedDatabase(databaseName, getCursorRegistry());
    }

    @Override
    public Document handleCommand(Channel channel, String databaseName, String command, Document query) {
        return switch (command.toLowerCase(Locale.ROOT)) {
            case "hello" -> {
                Document answer = super.handleCommand(channel, databaseName, "isMaster", query);
                answer.put("isWritablePrimary", answer.get("ismaster"));
                yield answer;
            }
            case "connectionstatus" ->
                new Document("authInfo", new Document("authenticatedUsers", List.of())).append("ok", 1.0);
            default -> super.handleCommand(channel, databaseName, command, query);
        };
    }

    /** Makes the indexes of the database. */
    private static final class IndexedDatabase extends MemoryDatabase {
        IndexedDatabase(String databaseName, CursorRegistry cursors) {
            super(databaseName, cursors);
        }

        @Override
        protected Index<Integer> openOrCreateUniqueIndex(
                String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
            return new OrderedIndex(indexName, keys, sparse);
        }
    }
}
