package io.loadgen.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A reverse proxy on a free loopback port that takes the first part of a path off, names it in a header, and hands on the rest. */
final class StrippingProxy implements AutoCloseable {
    private static final Set<String> NOT_HANDED_ON =
            Set.of("connection", "host", "content-length", "transfer-encoding", "upgrade", "http2-settings");

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final String prefix;
    private volatile int target;

    StrippingProxy(String prefix) throws IOException {
        this.prefix = prefix;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(prefix + "/", this::handOn);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    void handTo(int port) {
        target = port;
    }

    private void handOn(HttpExchange asked) throws IOException {
        try (asked) {
            String rest = asked.getRequestURI().toString().substring(prefix.length());
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target + rest))
                    .method(
                            asked.getRequestMethod(),
                            HttpRequest.BodyPublishers.ofByteArray(
                                    asked.getRequestBody().readAllBytes()));
            asked.getRequestHeaders().forEach((name, values) -> {
                if (!NOT_HANDED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            request.header("X-Forwarded-Prefix", prefix);
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            answer.headers().map().forEach((name, values) -> {
                if (!NOT_HANDED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                    asked.getResponseHeaders().put(name, values);
                }
            });
            asked.sendResponseHeaders(answer.statusCode(), 0);
            try (InputStream from = answer.body();
                    OutputStream to = asked.getResponseBody()) {
                byte[] buffer = new byte[8192];
                for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                    to.write(buffer, 0, count);
                    to.flush();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }
}
