package io.loadgen.system;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.loadgen.history.HistorySettings;
import io.loadgen.history.KeptRuns;
import io.loadgen.history.Retention;
import io.loadgen.history.RetentionChoice;
import io.loadgen.history.RunHistory;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.mongo.MongoBaselines;
import io.loadgen.mongo.MongoRetention;
import io.loadgen.mongo.MongoRunArchive;
import io.loadgen.mongo.OwnDatabase;
import io.loadgen.sandbox.EmbeddedMongo;
import io.loadgen.sandbox.SandboxApplication;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

/**
 * How long pages of a history of a thousand runs take over HTTP, and what they leave in the heap. No test: it has no bar, and is run by
 * {@code -Dit.test=HistoryPageMeasurement}.
 */
class HistoryPageMeasurement {
    private static final int RUNS = 1_000;
    private static final int PAGE = 100;
    private static final int ROUNDS = 30;

    @TempDir
    Path folder;

    @Test
    void measure() throws Exception {
        try (EmbeddedMongo server = EmbeddedMongo.onFile(folder.resolve("history.mv"))) {
            fill(server);
            ConfigurableApplicationContext service = SandboxApplication.start(
                    "--server.port=0",
                    "--management.server.port=0",
                    "--loadgen.sandbox.demo=false",
                    "--loadgen.history.uri=" + server.connectionString(),
                    "--loadgen.history.spool-directory=" + folder.resolve("spool"));
            try (service) {
                RestClient api = RestClient.create(
                        "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port"));
                pages(api, "first round, cold", 1);
                long heapBefore = heapMegabytes();
                pages(api, "pages of " + PAGE + ", warm", ROUNDS);
                System.out.printf("heap after collection: %d MB before, %d MB after%n", heapBefore, heapMegabytes());
            }
        }
    }

    private void fill(EmbeddedMongo server) {
        try (MongoClient client = MongoClients.create(server.connectionString())) {
            OwnDatabase database = new OwnDatabase(client, "loadgen");
            try (RunHistory history = new RunHistory(
                    new MongoRunArchive(client, database),
                    new MongoBaselines(database),
                    new MongoRetention(database),
                    new HistorySettings(
                            "filler",
                            Optional.of(folder.resolve("filling")),
                            Duration.ofHours(1),
                            Duration.ofHours(1),
                            RetentionChoice.of(new Retention(RUNS, Duration.ZERO))),
                    () -> KeptRuns.HERE,
                    InstantSource.system(),
                    System::nanoTime)) {
                RunRecord drawn = KeptRuns.ended(0);
                for (int number = 0; number < RUNS; number++) {
                    history.save(KeptRuns.like(drawn, number));
                }
            }
        }
    }

    private static void pages(RestClient api, String what, int rounds) {
        double[] millis = new double[rounds * RUNS / PAGE];
        int at = 0;
        for (int round = 0; round < rounds; round++) {
            for (int offset = 0; offset < RUNS; offset += PAGE) {
                long before = System.nanoTime();
                Objects.requireNonNull(api.get()
                        .uri("/api/v1/runs?limit=" + PAGE + "&offset=" + offset)
                        .retrieve()
                        .body(String.class));
                millis[at++] = (System.nanoTime() - before) / 1e6;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                "%s: %d requests, median %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                what,
                millis.length,
                millis[millis.length / 2],
                millis[millis.length * 99 / 100],
                millis[millis.length - 1]);
    }

    private static long heapMegabytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }
}
