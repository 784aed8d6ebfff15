package io.loadgen.result;

import java.util.List;
import java.util.Locale;

/**
 * What the server complained of or announced to a session, by kind and by what it was about. Of permissions only those on subjects that
 * the session itself listens or publishes to.
 *
 * <p>Immutable; any thread.
 *
 * @param seen each once, in no order
 */
public record ConnectionTroubles(List<Trouble> seen) {
    private static final ConnectionTroubles NONE = new ConnectionTroubles(List.of());

    /** Takes a copy. */
    public ConnectionTroubles {
        seen = List.copyOf(seen);
    }

    /**
     * The server had nothing to say.
     *
     * @return no trouble
     */
    public static ConnectionTroubles none() {
        return NONE;
    }

    /**
     * How often a kind of trouble was told.
     *
     * @param kind which
     * @return the count over all that it was about
     */
    public long count(Kind kind) {
        return seen.stream()
                .filter(trouble -> trouble.kind() == kind)
                .mapToLong(Trouble::count)
                .sum();
    }

    /** Those that came after others, and those that last. */
    ConnectionTroubles since(ConnectionTroubles before) {
        return new ConnectionTroubles(seen.stream()
                .filter(trouble -> trouble.kind().lasts() || before.count(trouble) < trouble.count())
                .toList());
    }

    private long count(Trouble like) {
        return seen.stream()
                .filter(trouble ->
                        trouble.kind() == like.kind() && trouble.about().equals(like.about()))
                .mapToLong(Trouble::count)
                .sum();
    }

    /** What a server can complain of or announce. */
    public enum Kind {
        /** We may not listen to a subject any more: its signals are lost from then on. */
        SUBSCRIPTION_DENIED,
        /** We may not listen to canonical messages any more: the stages that begin or end with them are not seen from then on. */
        HANDOFF_DENIED,
        /** A message of ours was refused since we may not publish to its subject: it was not passed on. */
        PUBLISH_DENIED,
        /** The server found us too slow in reading and ended the connection: what it had for us is lost. */
        SLOW_CONSUMER,
        /** The server is about to shut down, and asked its clients to go elsewhere. */
        LAME_DUCK,
        /** Anything else that the server called an error. */
        SERVER_ERROR;

        /** Whether it is so from then on. */
        boolean lasts() {
            return switch (this) {
                case SUBSCRIPTION_DENIED, HANDOFF_DENIED, LAME_DUCK -> true;
                case PUBLISH_DENIED, SLOW_CONSUMER, SERVER_ERROR -> false;
            };
        }

        /**
         * The kind in prose.
         *
         * @return such as {@code subscription denied}
         */
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * One kind of trouble about one thing.
     *
     * @param kind what it is
     * @param about what the subject stands for, such as {@code member events}, or {@code connection}
     * @param count how often it was told
     * @param firstWords what was said the first time, no more than 500 characters
     */
    public record Trouble(Kind kind, String about, long count, String firstWords) {}
}
