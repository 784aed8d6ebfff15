package io.loadgen.system;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Speaks to a nats-server without a client's manners: headers and bodies go out as they are given. One thread. */
final class RawNats implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final BufferedReader in;

    RawNats(String url) throws IOException {
        URI address = URI.create(url);
        socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(20_000);
        out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        in.readLine();
        line("CONNECT {\"verbose\":false,\"pedantic\":false,\"headers\":true,\"no_responders\":true,\"protocol\":1,"
                + "\"lang\":\"raw\",\"version\":\"1\"}");
    }

    /** Publishes; a head of no bytes is none. */
    void publish(String subject, byte[] head, byte[] body) throws IOException {
        if (head.length == 0) {
            line("PUB " + subject + " " + body.length);
        } else {
            line("HPUB " + subject + " " + head.length + " " + (head.length + body.length));
            out.write(head);
        }
        out.write(body);
        line("");
    }

    /** Waits until the server has taken everything. */
    void flush() throws IOException {
        line("PING");
        out.flush();
        String answer = in.readLine();
        while (answer != null && !answer.equals("PONG")) {
            if (answer.startsWith("-ERR")) {
                throw new IOException("the server said " + answer);
            }
            if (answer.equals("PING")) {
                line("PONG");
                out.flush();
            }
            answer = in.readLine();
        }
        if (answer == null) {
            throw new IOException("the server closed the connection");
        }
    }

    private void line(String text) throws IOException {
        out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
