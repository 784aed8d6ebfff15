package io.loadgen.mongo;

import com.mongodb.client.MongoClient;
import io.loadgen.history.HistorySettings;
import io.loadgen.history.KeptRuns;
import io.loadgen.history.Retention;
import io.loadgen.history.RetentionChoice;
import io.loadgen.history.RunHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The history of one process in a database. */
final class MongoHistory {
    private MongoHistory() {}

    static RunHistory over(MongoClient client, Path spool, Duration heartbeat, int mostRuns) {
        OwnDatabase database = new OwnDatabase(client, "loadgen");
        return new RunHistory(
                new MongoRunArchive(client, database),
                new MongoBaselines(database),
                new MongoRetention(database),
                new HistorySettings(
                        "me",
                        Optional.of(spool),
                        heartbeat,
                        Duration.ofHours(1),
                        RetentionChoice.of(new Retention(mostRuns, Duration.ZERO))),
                () -> KeptRuns.HERE,
                InstantSource.system(),
                System::nanoTime);
    }
}
