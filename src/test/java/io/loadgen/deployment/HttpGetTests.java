package io.loadgen.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The image's own HTTP client, by which it is judged healthy and the chart's test passes. */
@Timeout(60)
class HttpGetTests {
    private static final Path SCRIPT = Path.of("src", "main", "docker", "http-get");

    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        Assumptions.assumeTrue(Program.find("bash").isPresent(), "no bash, which the image has");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/up", 200, "{\"status\":\"UP\"}");
        answer("/down", 503, "{\"status\":\"DOWN\"}");
        server.start();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void whatIsUpIsPrintedAndSucceeds() throws Exception {
        assertThat(get("/up")).isEqualTo(new Program.Outcome(0, "{\"status\":\"UP\"}\n"));
        assertThat(get("/up", "\"UP\"").exitCode()).isZero();
    }

    @Test
    void whatIsDownFailsAndSaysWhatItAnswered() throws Exception {
        Program.Outcome down = get("/down");

        assertThat(down.exitCode()).isEqualTo(1);
        assertThat(down.output()).contains("{\"status\":\"DOWN\"}", "status 503");
    }

    @Test
    void anAnswerWithoutTheWantedTextFails() throws Exception {
        Program.Outcome other = get("/up", "\"passed\":true");

        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.output()).contains("does not hold \"passed\":true");
    }

    @Test
    void aTokenOfTheEnvironmentIsPresented() throws Exception {
        server.createContext("/closed", exchange -> {
            boolean known = "Bearer s3cret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(known ? 204 : 401, -1);
            exchange.close();
        });
        List<String> command = List.of("bash", SCRIPT.toString(), url("/closed"));
        Path here = Path.of("").toAbsolutePath();

        assertThat(Program.run(here, command, Map.of("TOKEN", "s3cret")).exitCode())
                .isZero();
        assertThat(Program.run(here, command).output()).contains("status 401");
    }

    @Test
    void nobodyThereFails() throws Exception {
        server.stop(0);

        assertThat(get("/up").exitCode()).isEqualTo(1);
    }

    @Test
    void anAddressThatItCannotReadIsRefused() throws Exception {
        Program.Outcome refused =
                Program.run(Path.of("").toAbsolutePath(), List.of("bash", SCRIPT.toString(), "https://127.0.0.1/"));

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.output()).contains("not a plain http URL: https://127.0.0.1/");
    }

    private Program.Outcome get(String path, String... wanted) throws IOException, InterruptedException {
        String url = url(path);
        return Program.run(
                Path.of("").toAbsolutePath(),
                wanted.length == 0
                        ? List.of("bash", SCRIPT.toString(), url)
                        : List.of("bash", SCRIPT.toString(), url, wanted[0]));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
