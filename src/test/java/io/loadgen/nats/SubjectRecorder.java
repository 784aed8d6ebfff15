package io.loadgen.nats;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads along, in the protocol of NATS, what clients publish and subscribe to, and what the server does not let them. */
public final class SubjectRecorder {
    /** One kind of use of a subject: {@code publish} or {@code subscribe}. */
    public record Use(String right, String subject) {}

    private static final String DENIED = "Permissions Violation";

    private final Set<Use> used = ConcurrentHashMap.newKeySet();
    private final List<String> violations = new CopyOnWriteArrayList<>();

    /** What clients have used since the last call. */
    public Set<Use> takeUsed() {
        Set<Use> taken = new HashSet<>(used);
        used.removeAll(taken);
        return taken;
    }

    /** What the server did not permit, in its words. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** A reader of one direction of one connection. */
    TcpProxy.Reader reader(boolean fromServer) {
        return new Lines(fromServer);
    }

    private final class Lines implements TcpProxy.Reader {
        private final boolean fromServer;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private long toSkip;

        Lines(boolean fromServer) {
            this.fromServer = fromServer;
        }

        @Override
        public void read(byte[] bytes, int length) {
            for (int at = 0; at < length; at++) {
                if (toSkip > 0) {
                    toSkip--;
                } else if (bytes[at] == '\n') {
                    take(line.toString(StandardCharsets.UTF_8).strip());
                    line.reset();
                } else {
                    line.write(bytes[at]);
                }
            }
        }

        private void take(String said) {
            String[] words = said.split("\\s+", -1);
            switch (words[0].toUpperCase(Locale.ROOT)) {
                case "PUB", "HPUB" -> {
                    used.add(new Use("publish", words[1]));
                    skipBody(words);
                }
                case "SUB" -> used.add(new Use("subscribe", words[1]));
                case "MSG", "HMSG" -> skipBody(words);
                case "-ERR" -> {
                    if (fromServer && said.contains(DENIED)) {
                        violations.add(said);
                    }
                }
                default -> {
                    // PING, PONG, INFO, CONNECT, UNSUB.
                }
            }
        }

        private void skipBody(String[] words) {
            toSkip = Long.parseLong(Arrays.asList(words).getLast()) + 2;
        }
    }
}
