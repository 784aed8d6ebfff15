package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.loadgen.FreePort;
import io.loadgen.contract.ContractVersion;
import io.loadgen.nats.TcpProxy;
import io.loadgen.sandbox.Sandbox;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.sandbox.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The product as a process, its platform, and ways to kill or to freeze each of them. */
final class ChaosBench implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final Sandbox sandbox = Sandbox.start(
            SandboxSettings.of(SimulatorSettings.of(ContractVersion.B).withFileStorage()));
    private final TcpProxy database = new TcpProxy(sandbox.mongoUri());
    private final MongoClient mongo = MongoClients.create(sandbox.mongoUri());
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> foreign;
    private @Nullable ProductProcess service;
    private String api = "";

    ChaosBench(Path folder) throws Exception {
        this.folder = folder;
        ForeignDocumentsIT.fill(platform());
        foreign = foreign();
    }

    private MongoDatabase platform() {
        return mongo.getDatabase(sandbox.settings().database());
    }

    private Map<String, String> foreign() throws Exception {
        return Fingerprint.of(platform(), new Document(ForeignDocumentsIT.MARK, true));
    }

    void assertForeignDocumentsAreAsTheyWere() throws Exception {
        assertThat(foreign()).isEqualTo(foreign);
    }

    /** Starts the service where it is not there, and waits until it answers. */
    void start() throws IOException {
        if (service != null) {
            return;
        }
        int port = FreePort.find();
        api = "http://127.0.0.1:" + port;
        ProductProcess started = ProductProcess.start(
                folder,
                List.of(
                        "--server.port=" + port,
                        "--management.server.port=" + FreePort.find(),
                        "--loadgen.nats.url=" + sandbox.natsUrl(),
                        "--loadgen.mongo.uri=mongodb://127.0.0.1:"
                                + URI.create(database.url()).getPort(),
                        "--loadgen.mongo.database=" + sandbox.settings().database(),
                        "--loadgen.site=" + sandbox.settings().site(),
                        "--loadgen.mongo.operation-timeout=10s",
                        "--loadgen.runs.lease-time=5s",
                        "--loadgen.runs.audit-timeout=10s",
                        "--loadgen.history.spool-directory=" + folder.resolve("spool")));
        service = started;
        started.await("it answers", () -> get("/api/v1/presets").isArray());
    }

    private long pid() {
        return Objects.requireNonNull(service).pid();
    }

    void does(Blow blow, long nanos) throws Exception {
        switch (blow) {
            case KILL_SERVICE -> {
                Objects.requireNonNull(service).close();
                service = null;
                start();
            }
            case FREEZE_SERVICE -> freeze(pid(), nanos);
            case KILL_NATS -> {
                sandbox.nats().kill();
                LockSupport.parkNanos(nanos);
                sandbox.nats().restart();
            }
            case FREEZE_NATS -> freeze(sandbox.nats().pid(), nanos);
            case KILL_MONGODB -> {
                database.goAway();
                LockSupport.parkNanos(nanos);
                database.comeBack();
            }
            case FREEZE_MONGODB -> {
                database.stall();
                LockSupport.parkNanos(nanos);
                database.resume();
            }
        }
    }

    private static void freeze(long pid, long nanos) throws Exception {
        signal("-STOP", pid);
        LockSupport.parkNanos(nanos);
        signal("-CONT", pid);
    }

    private static void signal(String signal, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, String.valueOf(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** What is at an address; an empty object where nothing answers. */
    JsonNode get(String path) {
        return JsonMapper.shared().readTree(text(path));
    }

    String text(String path) {
        try {
            String body = send("GET", path, "").body();
            return body.isEmpty() ? "{}" : body;
        } catch (IOException away) {
            return "{}";
        }
    }

    /** The answer's status; 0 where nothing answers. */
    int status(String method, String path, String body) {
        try {
            return send(method, path, body).statusCode();
        } catch (IOException away) {
            return 0;
        }
    }

    private HttpResponse<String> send(String method, String path, String body) throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(api + path))
                            .timeout(PATIENCE)
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Asks until it is accepted: what a blow left behind, such as a lease, has to go by itself. */
    String accepted(String path, String body) {
        String[] location = new String[1];
        Awaitility.await(path + " " + body).atMost(PATIENCE).until(() -> {
            HttpResponse<String> answer = send("POST", path, body);
            assertThat(answer.statusCode()).as(answer.body()).isIn(202, 409, 503);
            location[0] = answer.headers().firstValue("Location").orElse("");
            return answer.statusCode() == 202;
        });
        return URI.create(location[0]).getPath();
    }

    void await(String what, Callable<Boolean> holds) {
        Awaitility.await(what).atMost(PATIENCE).until(holds);
    }

    @Override
    public void close() {
        if (service != null) {
            service.close();
        }
        client.close();
        mongo.close();
        database.close();
        sandbox.close();
    }

    /** What befalls one of the three. */
    enum Blow {
        KILL_SERVICE,
        FREEZE_SERVICE,
        KILL_NATS,
        FREEZE_NATS,
        KILL_MONGODB,
        FREEZE_MONGODB
    }
}
