package io.loadgen.api;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests as the bytes that they are, which no client would, and keeps the connection as long as the server does. Not for several
 * threads.
 */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    /**
     * What came back.
     *
     * @param headers by their names in small letters
     * @param body empty where events would follow for as long as something happens
     */
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private final int port;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    Wire(int port) {
        this.port = port;
    }

    /** The answer to one request. */
    Answer send(byte[] request) throws IOException {
        boolean kept = socket != null;
        try {
            return exchange(request);
        } catch (IOException closedMeanwhile) {
            close();
            if (!kept) {
                throw closedMeanwhile;
            }
            return exchange(request);
        }
    }

    private Answer exchange(byte[] request) throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket(InetAddress.getLoopbackAddress(), port);
            open.setSoTimeout(PATIENCE_MILLIS);
            open.setTcpNoDelay(true);
            socket = open;
            in = new BufferedInputStream(open.getInputStream());
        }
        open.getOutputStream().write(request);
        boolean withoutBody = new String(request, 0, 5, StandardCharsets.ISO_8859_1).equals("HEAD ");
        return read(Objects.requireNonNull(in), withoutBody);
    }

    private Answer read(InputStream from, boolean withoutBody) throws IOException {
        String status = line(from);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(from); !line.isEmpty(); line = line(from)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int code = Integer.parseInt(status.substring(9, 12));
        boolean events = headers.getOrDefault("content-type", "").startsWith("text/event-stream");
        String body = withoutBody || code == 204 || events ? "" : body(from, headers);
        if (events || "close".equals(headers.get("connection"))) {
            close();
        }
        return new Answer(code, headers, body);
    }

    private static String body(InputStream from, Map<String, String> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            int length = Integer.parseInt(headers.get("content-length"));
            return new String(from.readNBytes(length), StandardCharsets.UTF_8);
        }
        if (!headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            return "close".equals(headers.get("connection"))
                    ? new String(from.readAllBytes(), StandardCharsets.UTF_8)
                    : "";
        }
        StringBuilder body = new StringBuilder();
        for (int length = chunk(from); length > 0; length = chunk(from)) {
            body.append(new String(from.readNBytes(length), StandardCharsets.UTF_8));
            line(from);
        }
        line(from);
        return body.toString();
    }

    private static int chunk(InputStream from) throws IOException {
        return Integer.parseInt(line(from), 16);
    }

    private static String line(InputStream from) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = from.read(); next != '\n'; next = from.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection after: " + line);
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
            in = null;
        }
    }
}
