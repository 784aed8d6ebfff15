package io.loadgen.contract;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The id of the system message that an add leaves, which follows from its request id. Any thread. Source: chat contract §3. */
public final class SystemMessageIds {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger RADIX = BigInteger.valueOf(DIGITS.length());
    private static final int LENGTH = 20;

    private SystemMessageIds() {}

    /**
     * The id for an add.
     *
     * @param requestId the job's request id, verbatim
     * @return 20 base62 digits
     */
    public static String ofAddMembers(String requestId) {
        byte[] hash = sha256(requestId + ":addmembers");
        BigInteger rest = new BigInteger(1, Arrays.copyOf(hash, 16));
        char[] id = new char[LENGTH];
        for (int at = LENGTH - 1; at >= 0; at--) {
            BigInteger[] divided = rest.divideAndRemainder(RADIX);
            id[at] = DIGITS.charAt(divided[1].intValue());
            rest = divided[0];
        }
        return new String(id);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
