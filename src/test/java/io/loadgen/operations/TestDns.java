package io.loadgen.operations;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A name server on a loopback port that knows SRV and TXT records, and that the JDK's DNS client asks while it is open.
 */
final class TestDns implements AutoCloseable {
    private static final String ASKED = "java.naming.provider.url";
    private static final int TXT = 16;
    private static final int SRV = 33;
    private static final int NO_SUCH_NAME = 3;

    /** A host and port of a service. */
    record Target(String host, int port) {}

    private final DatagramSocket socket;
    private final Map<String, List<Target>> services;
    private final Map<String, String> texts;

    TestDns(Map<String, List<Target>> services, Map<String, String> texts) throws SocketException {
        this.services = services;
        this.texts = texts;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        System.setProperty(ASKED, "dns://127.0.0.1:" + socket.getLocalPort());
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[1024], 1024);
        while (!socket.isClosed()) {
            try {
                packet.setLength(1024);
                socket.receive(packet);
                byte[] answer = answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private byte[] answer(ByteBuffer query) throws IOException {
        int id = Short.toUnsignedInt(query.getShort(0));
        query.position(12);
        List<String> labels = new ArrayList<>();
        for (int length = query.get(); length > 0; length = query.get()) {
            byte[] label = new byte[length];
            query.get(label);
            labels.add(new String(label, StandardCharsets.US_ASCII));
        }
        String name = String.join(".", labels);
        int type = query.getShort();
        List<byte[]> records = records(name, type);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(id);
        out.writeShort(0x8180 | (records.isEmpty() ? NO_SUCH_NAME : 0));
        out.writeShort(1);
        out.writeShort(records.size());
        out.writeInt(0);
        out.write(encoded(name));
        out.writeShort(type);
        out.writeShort(1);
        for (byte[] record : records) {
            out.writeShort(0xC00C);
            out.writeShort(type);
            out.writeShort(1);
            out.writeInt(60);
            out.writeShort(record.length);
            out.write(record);
        }
        return bytes.toByteArray();
    }

    private List<byte[]> records(String name, int type) {
        return switch (type) {
            case SRV ->
                services.getOrDefault(name, List.of()).stream()
                        .map(TestDns::service)
                        .toList();
            case TXT -> texts.containsKey(name) ? List.of(text(texts.getOrDefault(name, ""))) : List.of();
            default -> List.of();
        };
    }

    private static byte[] service(Target target) {
        byte[] host = encoded(target.host());
        return ByteBuffer.allocate(6 + host.length)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) target.port())
                .put(host)
                .array();
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(1 + bytes.length)
                .put((byte) bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] encoded(String name) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (String label : name.split("\\.", -1)) {
                bytes.write(label.length());
                bytes.write(label.getBytes(StandardCharsets.US_ASCII));
            }
            bytes.write(0);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        System.clearProperty(ASKED);
        socket.close();
    }
}
