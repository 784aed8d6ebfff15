package io.loadgen.system;

/** The servers under a platform, running and empty; closing ends them. */
interface Servers extends AutoCloseable {
    /** A URL with the scheme nats, of a server with JetStream. */
    String natsUrl();

    /** A connection string without a database. */
    String mongoUri();

    /** Host and port with a colon between. */
    String valkeyAddress();

    @Override
    void close();
}
