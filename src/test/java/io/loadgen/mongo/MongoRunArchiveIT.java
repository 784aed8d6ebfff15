package io.loadgen.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import io.loadgen.history.Baseline;
import io.loadgen.history.KeptRuns;
import io.loadgen.history.Retention;
import io.loadgen.history.RunArchive;
import io.loadgen.history.RunArchiveContract;
import io.loadgen.history.RunHistory;
import io.loadgen.history.RunSummary;
import io.loadgen.lifecycle.RunRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class MongoRunArchiveIT extends RunArchiveContract {
    private static final int RUNS = 1_000;
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final TestMongo mongo = new TestMongo();
    private final MongoDatabase own = mongo.client().getDatabase("loadgen");
    private final MongoRunArchive archive = new MongoRunArchive(mongo.client(), mongo.own());

    @TempDir
    Path spool;

    @Override
    protected RunArchive archive() {
        return archive;
    }

    @AfterEach
    void stop() {
        mongo.close();
    }

    @Test
    void listsAreMadeByAnIndexThatHasTheirOrder() {
        archive.save(RunSummary.of(KeptRuns.ended(1), "me", NOW));

        assertThat(own.getCollection("runs").listIndexes().map(index -> index.get("key", Document.class)))
                .contains(new Document("createdAt", -1).append("_id", -1));
    }

    @Test
    void whatIsOnlyPartlyThereIsNoPart() {
        archive.putPart("run", "a.gz", new byte[3_000_000]);
        own.getCollection("parts").deleteOne(new Document("_id", "run/a.gz/0001"));

        assertThat(archive.part("run", "a.gz")).isEmpty();
    }

    @Test
    void aSummaryOfALaterVersionDoesNotTakeThePageWithIt() {
        archive.save(RunSummary.of(KeptRuns.ended(1), "me", NOW));
        own.getCollection("runs")
                .insertOne(new Document("_id", "later")
                        .append("createdAt", NOW)
                        .append("ended", true)
                        .append("summary", new Document("runId", "later").append("state", "UNHEARD_OF")));

        assertThat(archive.list(Set.of(), 0, 10)).extracting(RunSummary::runId).containsExactly(KeptRuns.id(1));
    }

    @Test
    void baselinesAreKept() {
        MongoBaselines baselines = new MongoBaselines(mongo.own());
        Baseline main = new Baseline("main", List.of("a", "b"), NOW, NOW.plusSeconds(1));
        baselines.save(main);
        baselines.save(new Baseline("before", List.of("c"), NOW, NOW));

        assertThat(baselines.find("main")).contains(main);
        assertThat(baselines.list()).extracting(Baseline::name).containsExactly("before", "main");
        assertThat(baselines.delete("main")).isTrue();
        assertThat(baselines.delete("main")).isFalse();
        assertThat(baselines.find("main")).isEmpty();
    }

    @Test
    void whatIsKeptIsRememberedBesideTheArchive() {
        assertThat(new MongoRetention(mongo.own()).find()).isEmpty();
        for (Retention retention :
                List.of(new Retention(7, Duration.ofDays(90)), new Retention(Integer.MAX_VALUE, Duration.ZERO))) {
            new MongoRetention(mongo.own()).save(retention);
            assertThat(new MongoRetention(mongo.own()).find()).contains(retention);
        }
    }

    /** What a page costs: the summaries that are on it, and no report. How long it takes is measured elsewhere. */
    @Test
    void aPageOfAThousandRunsReadsItsOwnSummariesAndNothingElse() {
        for (int number = 0; number < RUNS; number++) {
            archive.save(RunSummary.of(KeptRuns.failed(number), "me", NOW));
            archive.putPart(KeptRuns.id(number), "report.json.gz", new byte[2_000]);
        }
        Replies replies = new Replies();
        try (MongoClient watched = MongoClients.create(MongoClientSettings.builder()
                        .applyConnectionString(new ConnectionString(mongo.uri()))
                        .addCommandListener(replies)
                        .build());
                RunHistory history = MongoHistory.over(watched, spool, Duration.ofHours(1), RUNS)) {
            List<RunRecord> page = history.list(500, 100);

            assertThat(page).hasSize(100);
            assertThat(page.getFirst().id()).isEqualTo(KeptRuns.id(499));
            assertThat(history.count()).isEqualTo(RUNS);
            assertThat(replies.collections).containsOnly("runs");
            assertThat(replies.documents).hasValue(100);
        }
    }

    /** Counts the documents that come back from a server. */
    private static final class Replies implements CommandListener {
        final Queue<String> collections = new ConcurrentLinkedQueue<>();
        final AtomicInteger documents = new AtomicInteger();

        @Override
        public void commandStarted(CommandStartedEvent event) {
            String name = event.getCommandName();
            if (name.equals("find") || name.equals("count") || name.equals("aggregate") || name.equals("getMore")) {
                collections.add(event.getCommand()
                        .getString(name.equals("getMore") ? "collection" : name)
                        .getValue());
            }
        }

        @Override
        public void commandSucceeded(CommandSucceededEvent event) {
            BsonDocument cursor = event.getResponse().getDocument("cursor", new BsonDocument());
            for (String batch : List.of("firstBatch", "nextBatch")) {
                if (cursor.isArray(batch)) {
                    documents.addAndGet(cursor.getArray(batch).size());
                }
            }
        }
    }
}
