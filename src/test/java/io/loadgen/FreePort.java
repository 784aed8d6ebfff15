package io.loadgen;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port for a program that must be told one. */
public final class FreePort {
    /** Below those that systems give to connections of their own choice, which could take it before the program does. */
    private static final int FIRST = 20_000;

    private static final int END = 32_000;

    private FreePort() {}

    /** One of the loopback address that nobody listened on a moment ago. */
    public static int find() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // Another one, then.
            }
        }
    }
}
