package io.loadgen.contract;

import java.nio.charset.StandardCharsets;

/**
 * A 64-bit fingerprint of a set of accounts that does not depend on their order: the sum, modulo 2^64, of the hash of each.
 * Callers add the sums themselves. Two different sets of the same size agree by chance only (about 1 in 2^64).
 *
 * <p>Any thread; {@link #of(byte[], int, int)} allocates nothing.
 */
public final class AccountSetHash {
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private AccountSetHash() {}

    /**
     * The share of one account.
     *
     * @param account the account
     * @return what it adds to the sum
     */
    public static long of(String account) {
        byte[] bytes = account.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }

    /**
     * The share of one account.
     *
     * @param bytes holds the account in UTF-8
     * @param from index of its first byte
     * @param to index after its last byte
     * @return what it adds to the sum
     */
    public static long of(byte[] bytes, int from, int to) {
        // FNV-1a keeps apart what differs; its upper bits are weak, so that sums need the finaliser of MurmurHash3.
        long hash = OFFSET_BASIS;
        for (int at = from; at < to; at++) {
            hash = (hash ^ (bytes[at] & 0xFF)) * PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
