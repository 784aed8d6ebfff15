package io.loadgen.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import io.loadgen.fixtures.DatabaseRefusesException;
import io.loadgen.fixtures.DatabaseUnreachableException;
import io.loadgen.history.ArchiveUnavailableException;
import io.loadgen.history.RunArchive;
import io.loadgen.history.RunSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps runs in a database of the service's own: a small document for each in the collection {@code runs}, by which lists are made,
 * and its parts in the collection {@code parts}, cut up, so that no length of a run meets the limit of a document.
 *
 * <p>Any thread; blocks on the database.
 */
public final class MongoRunArchive implements RunArchive {
    private static final Logger LOG = LoggerFactory.getLogger(MongoRunArchive.class);
    private static final String ID = "_id";
    private static final String CREATED_AT = "createdAt";
    private static final String ENDED = "ended";
    private static final String SUMMARY = "summary";
    private static final String SERIES = SUMMARY + ".figures.series";
    private static final Bson NEWEST_FIRST = descending(CREATED_AT, ID);

    private final MongoClient client;
    private final OwnDatabase database;
    private final MongoCollection<Document> runs;
    private final MongoCollection<Document> view;
    private final PartDocuments parts;
    private volatile boolean indexed;

    /**
     * Uses a database of the service.
     *
     * @param client the client of the database
     * @param database where
     */
    public MongoRunArchive(MongoClient client, OwnDatabase database) {
        this.client = client;
        this.database = database;
        runs = database.collection("runs");
        view = database.view("runs");
        parts = new PartDocuments(database.collection("parts"), database.view("parts"));
    }

    @Override
    public void save(RunSummary run) {
        Document document = new Document(ID, run.runId())
                .append(CREATED_AT, run.createdAt())
                .append(ENDED, run.state().isTerminal())
                .append(SUMMARY, Document.parse(run.toJson()));
        reaching(() -> {
            index();
            return runs.replaceOne(eq(ID, run.runId()), document, new ReplaceOptions().upsert(true));
        });
    }

    /** Once for each process is enough; done again it changes nothing. */
    private void index() {
        if (!indexed) {
            runs.createIndex(Indexes.descending(CREATED_AT, ID));
            runs.createIndex(Indexes.ascending(ENDED));
            runs.createIndex(Indexes.compoundIndex(Indexes.ascending(SERIES), NEWEST_FIRST));
            indexed = true;
        }
    }

    @Override
    public Optional<RunSummary> find(String runId) {
        return reaching(() -> Optional.ofNullable(view.find(eq(ID, runId)).first()))
                .flatMap(MongoRunArchive::summary);
    }

    @Override
    public List<RunSummary> list(Set<String> without, int offset, int limit) {
        // To the driver a limit of 0 is none.
        return limit == 0
                ? List.of()
                : summaries(() -> view.find(except(without))
                        .sort(NEWEST_FIRST)
                        .skip(offset)
                        .limit(limit));
    }

    @Override
    public List<RunSummary> ofSeries(String series, Set<String> without, int limit) {
        return summaries(() -> view.find(and(eq(SERIES, series), except(without)))
                .sort(NEWEST_FIRST)
                .limit(limit));
    }

    @Override
    public long count(Set<String> without) {
        return reaching(() -> without.isEmpty() ? view.estimatedDocumentCount() : view.countDocuments(except(without)));
    }

    @Override
    public List<RunSummary> createdBefore(Instant moment, Set<String> without, int limit) {
        return summaries(() -> view.find(and(lt(CREATED_AT, moment), eq(ENDED, true), except(without)))
                .limit(limit));
    }

    @Override
    public List<RunSummary> unfinished() {
        return summaries(() -> view.find(eq(ENDED, false)));
    }

    private static Bson except(Set<String> ids) {
        return ids.isEmpty() ? Filters.empty() : nin(ID, ids);
    }

    private static List<RunSummary> summaries(Supplier<FindIterable<Document>> query) {
        return reaching(() -> query.get().projection(include(SUMMARY)).into(new ArrayList<>())).stream()
                .flatMap(document -> summary(document).stream())
                .toList();
    }

    /** One that this version cannot read does not take the others with it. */
    private static Optional<RunSummary> summary(Document document) {
        try {
            Document summary = Objects.requireNonNull(document.get(SUMMARY, Document.class), SUMMARY);
            return Optional.of(RunSummary.fromJson(summary.toJson()));
        } catch (RuntimeException broken) {
            LOG.warn(
                    "Run {} is passed over, since its summary cannot be read: {}", document.get(ID), broken.toString());
            return Optional.empty();
        }
    }

    @Override
    public void delete(String runId) {
        reaching(() -> {
            // In this order: a run that is listed and has no report any more is removed when it is removed again.
            parts.deleteAll(runId);
            return runs.deleteOne(eq(ID, runId));
        });
    }

    @Override
    public void putPart(String runId, String name, byte[] content) {
        reaching(() -> parts.put(runId, name, content));
    }

    @Override
    public Optional<byte[]> part(String runId, String name) {
        return reaching(() -> parts.read(runId, name));
    }

    @Override
    public List<String> partNames(String runId) {
        return reaching(() -> parts.names(runId));
    }

    @Override
    public void deleteParts(String runId, Collection<String> names) {
        reaching(() -> parts.delete(runId, names));
    }

    @Override
    public void check() {
        if (!client.getClusterDescription().hasReadableServer(ReadPreference.primary())) {
            throw new ArchiveUnavailableException("no server of the history database is connected");
        }
        reaching(() -> {
            database.ping();
            return true;
        });
    }

    static <T> T reaching(Supplier<T> call) {
        try {
            return Reach.reaching(call);
        } catch (DatabaseRefusesException e) {
            if (!(e.getCause() instanceof MongoException)) {
                // It never came to the server: of this run alone.
                throw e;
            }
            throw new ArchiveUnavailableException(
                    "the history database refuses it: " + e.getMessage()
                            + " (by loadgen.history in place of loadgen.mongo where the history has a server of its own)",
                    e);
        } catch (DatabaseUnreachableException | MongoException e) {
            throw new ArchiveUnavailableException("the history database cannot be used: " + e.getMessage(), e);
        }
    }
}
