package io.loadgen.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.WriteModel;
import io.loadgen.fixtures.Cancellation;
import io.loadgen.fixtures.SeedPhase;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;

/**
 * How the documents of a set in one collection differ from its baseline, and the writes that mend it: strays are removed,
 * changed documents replaced, missing ones inserted. A batch in which nothing is missing costs nothing, so that a seeding that
 * was broken off goes on where it was.
 *
 * <p>Owned by one job.
 */
final class Deviations {
    /** Documents of one write: large enough to fill a message, small enough to be cancelled after. */
    static final int DOCUMENTS_PER_BATCH = 1_000;

    private static final int PARALLEL_BATCHES = 4;
    private static final int CURSOR_BATCH = 10_000;

    private final SetDocuments expected;
    /** Numbers of the documents that are there, byte for byte. */
    private final BitSet right = new BitSet();
    /** Numbers of the documents that are there, but differ. */
    private final BitSet changed = new BitSet();
    /** Ids under the set's own prefix that are not of its baseline, such as an earlier release wrote. */
    private final List<String> strays = new ArrayList<>();

    private Deviations(SetDocuments expected) {
        this.expected = expected;
    }

    /** Where it is known that there is no document of the set. */
    static Deviations ofNothing(SetDocuments expected) {
        return new Deviations(expected);
    }

    /** Reads what the set has in the collection under ids of its own. */
    static Deviations find(SetDocuments expected, IdRange prefix, ProgressTally tally, Cancellation cancellation) {
        Deviations found = new Deviations(expected);
        DocumentCodec codec = new DocumentCodec();
        int read = 0;
        for (RawBsonDocument document : expected.collection()
                .withDocumentClass(RawBsonDocument.class)
                .find(and(prefix.on(expected.ownerField()), prefix.on("_id")))
                .batchSize(CURSOR_BATCH)) {
            found.compare(document, codec);
            if (++read == DOCUMENTS_PER_BATCH) {
                cancellation.check();
                tally.add(SeedPhase.CHECKING, read);
                read = 0;
            }
        }
        tally.add(SeedPhase.CHECKING, read);
        return found;
    }

    private void compare(RawBsonDocument document, DocumentCodec codec) {
        String id = document.getString("_id").getValue();
        int number = expected.numberOfId().applyAsInt(id);
        if (number < 0) {
            strays.add(id);
        } else if (new RawBsonDocument(expected.document().apply(number), codec)
                .getByteBuffer()
                .asNIO()
                .equals(document.getByteBuffer().asNIO())) {
            right.set(number);
        } else {
            changed.set(number);
        }
    }

    SeedPhase phase() {
        return expected.phase();
    }

    /** How many documents {@link #mend} will write. */
    int toWrite() {
        return expected.count() - right.cardinality();
    }

    /** How many documents are there that should not be as they are, or not be at all. */
    int foundWrong() {
        return changed.cardinality() + strays.size();
    }

    /** Strays and changed documents go first: they may hold a unique key that a missing one needs. */
    void mend(ProgressTally tally, Cancellation cancellation) {
        removeStrays(cancellation);
        replaceChanged(tally, cancellation);
        int batches = Math.ceilDiv(expected.count(), DOCUMENTS_PER_BATCH);
        new ParallelBatches(PARALLEL_BATCHES, cancellation).run(batches, batch -> insertMissing(batch, tally));
    }

    private void removeStrays(Cancellation cancellation) {
        for (int first = 0; first < strays.size(); first += DOCUMENTS_PER_BATCH) {
            cancellation.check();
            List<String> ids = strays.subList(first, Math.min(strays.size(), first + DOCUMENTS_PER_BATCH));
            expected.collection().deleteMany(in("_id", ids));
        }
    }

    private void replaceChanged(ProgressTally tally, Cancellation cancellation) {
        List<WriteModel<Document>> batch = new ArrayList<>();
        for (int number = changed.nextSetBit(0); number >= 0; number = changed.nextSetBit(number + 1)) {
            Document document = expected.document().apply(number);
            batch.add(new ReplaceOneModel<>(eq("_id", document.getString("_id")), document));
            if (batch.size() == DOCUMENTS_PER_BATCH) {
                replace(batch, tally, cancellation);
                batch = new ArrayList<>();
            }
        }
        if (!batch.isEmpty()) {
            replace(batch, tally, cancellation);
        }
    }

    private void replace(List<WriteModel<Document>> batch, ProgressTally tally, Cancellation cancellation) {
        cancellation.check();
        expected.collection().bulkWrite(batch, new BulkWriteOptions().ordered(false));
        tally.add(expected.phase(), batch.size());
    }

    private void insertMissing(int batch, ProgressTally tally) {
        int end = Math.min(expected.count(), (batch + 1) * DOCUMENTS_PER_BATCH);
        List<Document> missing = new ArrayList<>(DOCUMENTS_PER_BATCH);
        for (int number = batch * DOCUMENTS_PER_BATCH; number < end; number++) {
            if (!right.get(number) && !changed.get(number)) {
                missing.add(expected.document().apply(number));
            }
        }
        if (!missing.isEmpty()) {
            expected.collection().insertMany(missing, new InsertManyOptions().ordered(false));
            // Without an exception all were inserted; the count of the answer is not right on every server.
            tally.add(expected.phase(), missing.size());
        }
    }
}
