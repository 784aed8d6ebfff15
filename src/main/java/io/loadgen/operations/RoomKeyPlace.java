package io.loadgen.operations;

/** Where seeding writes the keys of rooms. */
public enum RoomKeyPlace {
    /** Where the platform reads them: the contract in force decides. */
    AUTO,
    /** To the rooms documents, where contract B and C read them. */
    MONGO,
    /** To Valkey, where contract A reads them. */
    VALKEY,
    /** To both. */
    BOTH
}
