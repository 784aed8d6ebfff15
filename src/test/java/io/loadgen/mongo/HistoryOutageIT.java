package io.loadgen.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.loadgen.FreePort;
import io.loadgen.history.KeptRuns;
import io.loadgen.history.RunHistory;
import io.loadgen.lifecycle.RunEvent;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.RunState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A history whose server comes and goes. */
@Timeout(300)
class HistoryOutageIT {
    @TempDir
    Path spool;

    @Test
    void runsThatEndWhileTheServerIsAwayAreStoredWhenItIsThere() throws IOException {
        int port = FreePort.find();
        try (MongoClient client = client(port);
                RunHistory history = MongoHistory.over(client, spool, Duration.ofMillis(100), 10)) {
            history.start();
            history.save(KeptRuns.ended(1));
            assertThat(history.gap()).isPresent();
            assertThat(history.spooled()).isEqualTo(1);
            assertThat(history.report(KeptRuns.id(1))).isPresent();

            MongoServer server = new MongoServer(new MemoryBackend());
            server.bind("127.0.0.1", port);
            await(() -> history.spooled() == 0);
            assertThat(history.gap()).isEmpty();
            assertThat(history.report(KeptRuns.id(1))).isPresent();

            server.shutdownNow();
            history.save(KeptRuns.ended(2));
            assertThat(history.list(0, 10)).extracting(RunRecord::id).containsExactly(KeptRuns.id(2));

            MongoServer next = new MongoServer(new MemoryBackend());
            next.bind("127.0.0.1", port);
            await(() -> history.spooled() == 0);
            assertThat(history.find(KeptRuns.id(2))).isPresent();
            next.shutdownNow();
        }
    }

    @Test
    void aRunThatGoesOnWhileTheServerComesAndGoesIsStoredWhole() throws IOException {
        int port = FreePort.find();
        MongoServer server = new MongoServer(new MemoryBackend());
        server.bind("127.0.0.1", port);
        try (MongoClient client = client(port);
                RunHistory history = MongoHistory.over(client, spool, Duration.ofMillis(100), 10)) {
            history.start();
            history.save(KeptRuns.in(1, RunState.MEASURING));
            history.on(new RunEvent.CheckpointTaken(KeptRuns.checkpoint(1, 10)));
            MongoDatabase database = client.getDatabase("loadgen");
            await(() -> database.getCollection("parts").countDocuments() == 2);

            server.shutdownNow();
            history.on(new RunEvent.CheckpointTaken(KeptRuns.checkpoint(1, 12)));
            await(() -> history.gap().isPresent());
            MongoServer next = new MongoServer(new MemoryBackend());
            next.bind("127.0.0.1", port);
            await(() -> history.gap().isEmpty());
            history.on(new RunEvent.CheckpointTaken(KeptRuns.checkpoint(1, 14)));
            history.save(KeptRuns.ended(1));

            assertThat(history.find(KeptRuns.id(1))).map(RunRecord::state).contains(RunState.COMPLETED);
            assertThat(history.spooled()).isZero();
            assertThat(database.getCollection("runs").countDocuments()).isEqualTo(1);
            await(() -> database.getCollection("parts").countDocuments() == 1);
            next.shutdownNow();
        }
    }

    private static MongoClient client(int port) {
        return MongoClients.create(
                "mongodb://127.0.0.1:" + port + "/?serverSelectionTimeoutMS=2000&heartbeatFrequencyMS=500");
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time for it").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
