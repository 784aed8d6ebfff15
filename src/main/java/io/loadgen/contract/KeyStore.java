package io.loadgen.contract;

/** Where the platform keeps the key of a room. Source: chat contract §7.1. */
public enum KeyStore {
    /** The sub-document {@code encKey} of the rooms document. */
    MONGO,
    /** The Valkey hash {@code room:{rid}:key}. */
    VALKEY
}
