package io.loadgen.nats;

import io.loadgen.contract.ForeignText;
import io.loadgen.result.ConnectionTroubles;
import io.loadgen.result.ConnectionTroubles.Kind;
import io.loadgen.result.ConnectionTroubles.Trouble;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the troubles of one session. Bounded: kinds and what they are about come from closed sets, and of the words only the first are
 * kept. Logs each kind once, since a server may complain of every request.
 *
 * <p>Any thread.
 */
final class TroubleLog {
    private static final Logger LOG = LoggerFactory.getLogger(TroubleLog.class);

    private final Map<Key, Trouble> troubles = new ConcurrentHashMap<>();

    private record Key(Kind kind, String about) {}

    void add(Kind kind, String about, String words) {
        Trouble first = new Trouble(kind, about, 1, ForeignText.capped(words));
        Trouble now = troubles.merge(
                new Key(kind, about),
                first,
                (seen, again) -> new Trouble(kind, about, seen.count() + 1, seen.firstWords()));
        if (now.count() == 1) {
            LOG.warn("NATS, {}, {}: {}; further ones are only counted", kind.words(), about, now.firstWords());
        }
    }

    ConnectionTroubles snapshot() {
        return new ConnectionTroubles(troubles.values().stream().toList());
    }
}
