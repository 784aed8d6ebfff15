package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.loadgen.api.RequestFuzz.Spoilt;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.spec.Presets;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** Ten thousand requests that are nearly right leave the service as it was: none is answered by an error of the server. */
@SpringBootTest(
        classes = ApiApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=-1", "management.endpoint.health.validate-group-membership=false"})
@Timeout(600)
class MalformedRequestsIT {
    /** The service that is asked has no other processor than the test. */
    private static final long POLL_NANOS = 1_000_000;

    private static final int REQUESTS = 10_000;
    private static final long SEED = Long.getLong("loadgen.fuzz.seed", 20_261_124);

    @LocalServerPort
    private int port;

    @Autowired
    private RunManager runs;

    @Autowired
    private FixtureService fixtures;

    @Test
    void noneIsAnsweredByAnErrorOfTheServer() throws Exception {
        fixtures.seed(Presets.named("members-small").spec(42, "site-local"));
        fixtures.await("members-small-42", Duration.ofSeconds(60));
        RequestFuzz fuzz = new RequestFuzz(
                new JsonMapper().readTree(send(get("/v3/api-docs")).body()), SEED);
        assertThat(fuzz.operations()).isGreaterThanOrEqualTo(15);
        ListAppender<ILoggingEvent> log = listen();

        Map<Integer, Integer> answers = new TreeMap<>();
        Map<String, String> errors = new TreeMap<>();
        for (int number = 0; number < REQUESTS; number++) {
            Spoilt request = fuzz.next();
            Answer answer = send(request.bytes());
            if (answer.status() < 200 || answer.status() > 499) {
                errors.putIfAbsent(cause(log, answer), "request " + number + ": " + request);
            }
            answers.merge(answer.status(), 1, Integer::sum);
            endActiveRun();
        }

        assertThat(errors).as("-Dloadgen.fuzz.seed=%s", SEED).isEmpty();
        // Spoilt in truth, and yet not so that nothing but one check ever sees them.
        assertThat(answers).containsKeys(200, 202, 400, 404, 405, 406, 415);
        assertThat(answers.get(400)).isGreaterThan(REQUESTS / 5);
        assertThat(log.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                .isEmpty();
        isHealthy();
    }

    @Test
    void aFormThatCannotBeReadIsAnErrorOfTheRequest() throws IOException {
        for (String operation : List.of(
                "POST /api/v1/runs",
                "POST /api/v1/fixtures",
                "PUT /api/v1/baselines/main",
                "GET /api/v1/runs",
                "GET /v3/api-docs",
                "DELETE /api/v1/runs/nobody-1",
                "POST /api/v1/runs/nobody-1/stop")) {
            Answer answer = send(bytes(operation, "Content-Type: multipart/form-data\r\nContent-Length: 2\r\n", "{}"));
            assertThat(answer.status()).as(operation).isBetween(200, 499);
        }
        assertThat(send(bytes("POST /api/v1/runs", "Content-Type: multipart/form-data\r\nContent-Length: 2\r\n", "{}"))
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUERY", "PROPFIND", "FROBNICATE", "TRACE"})
    void aMethodThatNobodyKnowsIsNotAllowed(String method) throws IOException {
        Answer answer = send(bytes(method + " /api/v1/runs", "", ""));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.body()).contains("urn:loadgen:problem:method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%3Bh", "a;b", "a%2Fb", "a%25b", "a%0Ab"})
    void aNameThatNothingCanHaveIsRefusedAtItsOwnAddress(String name) throws IOException {
        Answer answer = send(bytes("GET /api/v1/baselines/" + name, "", ""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains("urn:loadgen:problem:bad-request", "/api/v1/baselines/" + name)
                .doesNotContain("/error");
    }

    private static byte[] bytes(String operation, String headers, String body) {
        return (operation + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What the service logged of it, so that one cause is told once. */
    private static String cause(ListAppender<ILoggingEvent> log, Answer answer) {
        return log.list.reversed().stream()
                .filter(event -> event.getThrowableProxy() != null)
                .findFirst()
                .map(event -> event.getThrowableProxy().getClassName() + ": "
                        + event.getThrowableProxy().getMessage() + " at "
                        + event.getThrowableProxy().getStackTraceElementProxyArray()[0])
                .orElse("status " + answer.status());
    }

    private void isHealthy() throws IOException {
        assertThat(send(get("/api/v1/presets")).status()).isEqualTo(200);
        String run = "{\"type\": \"sustained\", \"fixture\": \"members-small-42\", \"rate\": 5, \"duration\": \"10s\","
                + " \"warmup\": \"2s\", \"usersPerAdd\": 1}";
        fixtures.seed(Presets.named("members-small").spec(42, "site-local"));
        while (!fixtures.find("members-small-42").orElseThrow().state().name().equals("READY")) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        assertThat(send(post("/api/v1/runs", run)).status()).isEqualTo(202);
        endActiveRun();
    }

    /** A request may have been spoilt into another that is right. */
    private void endActiveRun() {
        for (RunRecord run : runs.list(0, 1)) {
            runs.stop(run.id());
            while (!runs.find(run.id()).orElseThrow().state().isTerminal()) {
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private static ListAppender<ILoggingEvent> listen() {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(appender);
        return appender;
    }

    private record Answer(int status, String body) {}

    private static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] post(String path, String body) {
        return ("POST " + path
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Sends bytes as they are. A server may answer, and close, before it has read them all. */
    private Answer send(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            Thread writer = Thread.startVirtualThread(() -> write(socket, request));
            String answer = read(socket.getInputStream());
            writer.interrupt();
            int head = answer.indexOf("\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 ");
            return new Answer(Integer.parseInt(answer.substring(9, 12)), answer.substring(head + 4));
        }
    }

    private static void write(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
        } catch (IOException answeredAlready) {
            // The answer tells.
        }
    }

    private static String read(InputStream from) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[65_536];
        try {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                answer.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException closedUnread) {
            if (answer.isEmpty()) {
                throw closedUnread;
            }
        }
        return answer.toString();
    }
}
