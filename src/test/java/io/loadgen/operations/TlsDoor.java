package io.loadgen.operations;

import io.loadgen.nats.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** A TLS server on a free loopback port that passes everything on, in the clear, to a server behind it. */
final class TlsDoor implements AutoCloseable {
    private final SSLServerSocket door;
    private final int behind;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /**
     * Opens it.
     *
     * @param certificates where its certificate is, and the authority that its clients' must be of
     * @param name of its certificate
     * @param clientsToo whether a client must show one
     * @param behind port of the server behind it
     */
    TlsDoor(TestCertificates certificates, String name, boolean clientsToo, int behind)
            throws IOException, GeneralSecurityException {
        this.behind = behind;
        door = (SSLServerSocket) context(certificates, name)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        door.setNeedClientAuth(clientsToo);
        Thread.ofVirtual().start(this::accept);
    }

    private static SSLContext context(TestCertificates certificates, String name)
            throws IOException, GeneralSecurityException {
        KeyStore all = certificates.store();
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(
                name,
                all.getKey(name, TestCertificates.password()),
                TestCertificates.password(),
                all.getCertificateChain(name));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, TestCertificates.password());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", all.getCertificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = keep(door.accept());
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private Socket keep(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    /** A handshake that fails ends with the connection: that is what the tests look at from the other side. */
    private void connect(Socket client) {
        try (client;
                Socket server = keep(new Socket(InetAddress.getLoopbackAddress(), behind))) {
            Thread back = Thread.ofVirtual().start(() -> copy(server, client));
            copy(client, server);
            back.join();
        } catch (IOException | InterruptedException ended) {
            sockets.remove(client);
        }
    }

    private static void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException ended) {
            // One end has closed; closing the streams closed the other.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
