package io.loadgen.contract;

/** The versions of the platform's "add members" contract that are spoken. */
public enum ContractVersion {
    /** May 2026. */
    A,
    /** June 2026. */
    B,
    /** August 2026. */
    C
}
