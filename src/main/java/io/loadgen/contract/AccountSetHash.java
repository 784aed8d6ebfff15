package io.loadgen.contract;

import java.nio.charset.StandardCharsets;

/**
 * A 64-bit fingerprint of a set of accounts and orgs that does not depend on their order: the sum, modulo 2^64, of the hash of
 * each. Callers add the sums themselves. Two different sets of the same size agree by chance only (about 1 in 2^64); an org
 * never passes for an account of the same spelling.
 *
 * <p>Any thread; from bytes, nothing is allocated.
 */
public final class AccountSetHash {
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    /** The basis after a byte that UTF-8 never has, so that no account begins as an org does. */
    private static final long ORG_BASIS = step(OFFSET_BASIS, (byte) 0xFF);

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
        return hash(OFFSET_BASIS, bytes, from, to);
    }

    /**
     * The share of one org.
     *
     * @param orgId the org's id
     * @return what it adds to the sum
     */
    public static long ofOrg(String orgId) {
        byte[] bytes = orgId.getBytes(StandardCharsets.UTF_8);
        return ofOrg(bytes, 0, bytes.length);
    }

    /**
     * The share of one org.
     *
     * @param bytes holds the org's id in UTF-8
     * @param from index of its first byte
     * @param to index after its last byte
     * @return what it adds to the sum
     */
    public static long ofOrg(byte[] bytes, int from, int to) {
        return hash(ORG_BASIS, bytes, from, to);
    }

    private static long hash(long basis, byte[] bytes, int from, int to) {
        // FNV-1a keeps apart what differs; its upper bits are weak, so that sums need the finaliser of MurmurHash3.
        long hash = basis;
        for (int at = from; at < to; at++) {
            hash = step(hash, bytes[at]);
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }

    private static long step(long hash, byte next) {
        return (hash ^ (next & 0xFF)) * PRIME;
    }
}
