package io.loadgen.nats;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A way to a NATS server that can turn into a black hole: it takes everything and passes nothing on, and closes nothing. What was taken
 * is passed on when it is opened again.
 */
public final class TcpProxy implements AutoCloseable {
    private static final byte[] CRLF = {'\r', '\n'};

    private final ServerSocket entrance;
    private final URI server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicReference<byte @Nullable []> insertion = new AtomicReference<>();
    private final Function<Boolean, Reader> readers;
    private volatile boolean away;
    private volatile CountDownLatch open = new CountDownLatch(0);

    /** Somebody who reads along in one direction of one connection. */
    interface Reader {
        void read(byte[] bytes, int length);
    }

    /** Leads to the server of a URL. */
    public TcpProxy(String serverUrl) {
        this(serverUrl, fromServer -> (bytes, length) -> {});
    }

    /** Likewise, and lets a recorder read along. */
    public TcpProxy(String serverUrl, SubjectRecorder recorder) {
        this(serverUrl, recorder::reader);
    }

    private TcpProxy(String serverUrl, Function<Boolean, Reader> readers) {
        this.readers = readers;
        server = URI.create(serverUrl);
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Where clients connect instead. */
    public String url() {
        return "nats://127.0.0.1:" + entrance.getLocalPort();
    }

    /** From now on nothing is passed on. */
    public void stall() {
        open = new CountDownLatch(1);
    }

    /** Passes on what was held back, and all that follows. */
    public void resume() {
        open.countDown();
    }

    /** Hangs up on all, and on whoever comes, as where a server is gone, until {@link #comeBack}. */
    public void goAway() {
        away = true;
        hangUp();
    }

    public void comeBack() {
        away = false;
    }

    private void hangUp() {
        try {
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.clear();
    }

    /** Says something in the server's name, after the next that it says itself. */
    void sayAsServer(byte[] words) {
        insertion.set(words);
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                if (away) {
                    client.close();
                    continue;
                }
                sockets.add(client);
                Socket behind = new Socket(server.getHost(), server.getPort());
                sockets.add(behind);
                Thread.ofVirtual().start(() -> pass(client, behind, false));
                Thread.ofVirtual().start(() -> pass(behind, client, true));
            } catch (IOException closedOrServerGone) {
                // A client whose server is gone finds that out by its own timeout.
            }
        }
    }

    private void pass(Socket from, Socket to, boolean fromServer) {
        byte[] buffer = new byte[1 << 16];
        Reader reader = readers.apply(fromServer);
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int length;
            while ((length = in.read(buffer)) >= 0) {
                open.await();
                reader.read(buffer, length);
                out.write(buffer, 0, length);
                boolean wholeLines = length > 1 && Arrays.equals(buffer, length - 2, length, CRLF, 0, 2);
                byte[] words = fromServer && wholeLines ? insertion.getAndSet(null) : null;
                if (words != null) {
                    out.write(words);
                }
            }
        } catch (IOException ended) {
            // One side hung up; so does the other.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
            hangUp();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            resume();
        }
    }
}
