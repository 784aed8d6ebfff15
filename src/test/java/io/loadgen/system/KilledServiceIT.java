package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.Nightly;
import io.loadgen.report.ReportFormats;
import io.loadgen.report.Schema;
import io.loadgen.result.Disposition;
import io.loadgen.result.JsonReport;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunState;
import io.loadgen.result.Verdict;
import io.loadgen.sandbox.EmbeddedMongo;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A process that is killed in mid-run leaves the run with what it had measured. */
@Timeout(400)
class KilledServiceIT {
    private static final int SECONDS_BEFORE_THE_KILL = 8;
    private static final int MOST_SECONDS_MISSING = 5;

    @TempDir
    Path folder;

    @Test
    void aKilledRunIsThereInterruptedAfterARestartAndNoOtherIsDamaged() throws Exception {
        try (EmbeddedMongo history = EmbeddedMongo.start()) {
            String[] arguments = {
                "--loadgen.history.uri=" + history.connectionString(),
                "--loadgen.history.spool-directory=" + folder.resolve("spool")
            };
            assertInterrupted(arguments);
        }
    }

    @Nightly
    @Test
    void soDoesASandboxWhoseHistoryIsInAFile() throws Exception {
        assertInterrupted(
                "--loadgen.sandbox.history-file=" + folder.resolve("history.mv"),
                "--loadgen.history.spool-directory=" + folder.resolve("spool"));
    }

    private void assertInterrupted(String... arguments) throws Exception {
        String sound;
        String soundReport;
        String killed;
        long lastSeen;
        try (ServiceProcess service = ServiceProcess.start(folder, arguments)) {
            String fixture = service.post("/api/v1/fixtures", "{\"preset\": \"members-small\", \"seed\": 42}");
            service.await(fixture, set -> set.get("state").asString().equals("READY"));
            sound = run(service, "3s");
            service.await(sound, run -> run.get("state").asString().equals("COMPLETED"));
            soundReport = service.get(sound + "/report?format=json");
            killed = run(service, "40s");
            JsonNode seen = service.await(killed, run -> lastSecond(run) >= SECONDS_BEFORE_THE_KILL);
            lastSeen = lastSecond(seen);
            service.kill();
        }
        try (ServiceProcess service = ServiceProcess.start(folder, arguments)) {
            JsonNode run =
                    service.await(killed, found -> found.get("state").asString().equals("INTERRUPTED"));
            assertThat(run.get("verdict").get("decision").asString()).isEqualTo("INCONCLUSIVE");
            assertThat(run.has("endedAt")).isTrue();
            assertMissingLittle(service.get(killed + "/report?format=json"), lastSeen);
            assertThat(service.get(sound + "/report?format=json")).isEqualTo(soundReport);
            assertThat(service.await("/api/v1/runs", page -> true).get("total").asInt())
                    .isEqualTo(2);
        }
    }

    private static String run(ServiceProcess service, String duration) {
        return service.post("/api/v1/runs", """
                {"type": "sustained", "fixture": "members-small-42", "rate": 5, "duration": "%s", "warmup": "1s",
                 "usersPerAdd": 1}""".formatted(duration));
    }

    private static long lastSecond(JsonNode run) {
        JsonNode second = run.at("/live/lastSecond/second");
        return second.isMissingNode() ? -1 : second.asLong();
    }

    private static void assertMissingLittle(String json, long lastSeen) {
        Schema.ofReport().assertValid(json);
        RunReport report = JsonReport.read(json);
        assertThat(report.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(Objects.requireNonNull(report.verdict()).decision()).isEqualTo(Verdict.Decision.INCONCLUSIVE);
        var figures = Objects.requireNonNull(report.figures());
        assertThat(figures.timeline().getLast().second())
                .as("the last second kept, of %s seen", lastSeen)
                .isGreaterThanOrEqualTo(lastSeen - MOST_SECONDS_MISSING);
        assertThat(figures.timeline().getFirst().second()).isZero();
        assertThat(figures.measured().dispositions().get(Disposition.SENT)).isGreaterThanOrEqualTo(5);
        assertThat(figures.intervals()).isNotEmpty();
        assertThat(Objects.requireNonNull(report.interruption()).missing()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(ReportFormats.TEXT.render(report)).contains("INTERRUPTED", "Audit of MongoDB: none");
    }
}
