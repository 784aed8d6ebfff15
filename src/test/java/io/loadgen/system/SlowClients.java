package io.loadgen.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections to a service that hold what they can: a third ends in the middle of a head, a third in the middle of a body, and a third
 * asks for more than buffers hold and reads none of it. Not for several threads.
 */
final class SlowClients implements AutoCloseable {
    private static final String HALF_A_HEAD = "GET /api/v1/runs HTTP/1.1\r\nHost: local";
    private static final String HALF_A_BODY =
            "POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 500\r\n\r\n{\"type\": \"sust";

    /** More than a megabyte each, which takes the service no work to make. */
    private static final String NEVER_READ =
            "GET /swagger-ui/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(8);

    private static final List<String> KINDS = List.of(HALF_A_HEAD, HALF_A_BODY, NEVER_READ);
    private static final int SMALL_BUFFER = 4_096;

    private final List<Socket> sockets = new ArrayList<>();

    /** Connects to a port of this machine, and says what each is to say. */
    SlowClients(int port, int count) throws IOException {
        for (int client = 0; client < count; client++) {
            Socket socket = new Socket();
            sockets.add(socket);
            socket.setReceiveBufferSize(SMALL_BUFFER);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream().write(KINDS.get(client % KINDS.size()).getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
