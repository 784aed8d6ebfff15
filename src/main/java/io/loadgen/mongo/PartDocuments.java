package io.loadgen.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/**
 * Pieces of bytes of runs, cut into documents of at most a megabyte. The id of each is {@code run/name/number}: so a piece that is
 * written again falls on itself, everything is found by the index that every collection has, and nothing has to be counted up.
 *
 * <p>Any thread; one piece is written by one thread at a time.
 */
final class PartDocuments {
    private static final int MOST_BYTES = 1 << 20;
    private static final String ID = "_id";
    private static final String DATA = "data";
    private static final String OF = "of";
    private static final String FIRST = "/0000";

    /** The character after the slash: what begins with {@code run/} is before it. */
    private static final String AFTER_SLASH = "0";

    private final MongoCollection<Document> documents;
    private final MongoCollection<Document> view;

    PartDocuments(MongoCollection<Document> documents, MongoCollection<Document> view) {
        this.documents = documents;
        this.view = view;
    }

    /** Gives the number of documents. */
    int put(String runId, String name, byte[] content) {
        int count = Math.max(1, (content.length + MOST_BYTES - 1) / MOST_BYTES);
        for (int number = 0; number < count; number++) {
            int from = number * MOST_BYTES;
            byte[] data = Arrays.copyOfRange(content, from, Math.min(content.length, from + MOST_BYTES));
            String id = id(runId, name, number);
            documents.replaceOne(
                    eq(ID, id),
                    new Document(ID, id).append(OF, count).append(DATA, new Binary(data)),
                    new ReplaceOptions().upsert(true));
        }
        // What is left of a longer one.
        documents.deleteMany(and(gt(ID, id(runId, name, count - 1)), lt(ID, runId + "/" + name + AFTER_SLASH)));
        return count;
    }

    Optional<byte[]> read(String runId, String name) {
        Document first = view.find(eq(ID, id(runId, name, 0))).first();
        if (first == null) {
            return Optional.empty();
        }
        int count = Objects.requireNonNull(first.getInteger(OF), OF);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(data(first));
        for (int number = 1; number < count; number++) {
            Document next = view.find(eq(ID, id(runId, name, number))).first();
            if (next == null) {
                return Optional.empty();
            }
            content.writeBytes(data(next));
        }
        return Optional.of(content.toByteArray());
    }

    private static byte[] data(Document document) {
        return Objects.requireNonNull(document.get(DATA, Binary.class), DATA).getData();
    }

    /** Sorted. */
    List<String> names(String runId) {
        return view.find(ofRun(runId)).projection(include(ID)).into(new ArrayList<>()).stream()
                .map(document -> document.getString(ID))
                .filter(id -> id.endsWith(FIRST))
                .map(id -> id.substring(runId.length() + 1, id.length() - FIRST.length()))
                .sorted()
                .toList();
    }

    /** Gives the number of documents that there were. */
    long delete(String runId, Collection<String> names) {
        return names.stream()
                .mapToLong(name -> documents
                        .deleteMany(and(gte(ID, id(runId, name, 0)), lt(ID, runId + "/" + name + AFTER_SLASH)))
                        .getDeletedCount())
                .sum();
    }

    long deleteAll(String runId) {
        return documents.deleteMany(ofRun(runId)).getDeletedCount();
    }

    private static Bson ofRun(String runId) {
        return and(gt(ID, runId + "/"), lt(ID, runId + AFTER_SLASH));
    }

    private static String id(String runId, String name, int number) {
        return String.format(Locale.ROOT, "%s/%s/%04d", runId, name, number);
    }
}
