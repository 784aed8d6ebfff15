package io.loadgen.valkey;

import io.loadgen.fixtures.FixtureInspection;
import io.loadgen.fixtures.FixturePlan;
import java.math.BigInteger;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.jspecify.annotations.Nullable;

/** The hash of a room's key as room-worker of contract A reads it (contract §7.1). Stateless; any thread. */
final class RoomKeyHash {
    /** What tells whether a key is there as it was written, without the costly public point. */
    static final List<String> TELLING_FIELDS = List.of("priv", "ver");

    private static final String FIRST_VERSION = "0";
    private static final Pattern VERSION = Pattern.compile("\\d{1,9}");
    private static final X9ECParameters P256 = ECNamedCurveTable.getByName("P-256");

    private RoomKeyHash() {}

    /** The key in use; no braces, no expiry. */
    static String name(String roomId) {
        return "room:" + roomId + ":key";
    }

    /** The key before it, which a service leaves for a while when it rotates. */
    static String previousName(String roomId) {
        return name(roomId) + ":prev";
    }

    static Map<String, String> fields(byte[] privateKey) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("pub", base64(publicPoint(privateKey)));
        fields.put("priv", base64(privateKey));
        fields.put("ver", FIRST_VERSION);
        return fields;
    }

    /** Whether what was read of {@link #TELLING_FIELDS} is that of the key, at its first version. */
    static boolean isOf(byte[] privateKey, List<? extends @Nullable Object> read) {
        return read.size() == 2 && base64(privateKey).equals(read.get(0)) && FIRST_VERSION.equals(read.get(1));
    }

    /** What room-worker makes of {@link #TELLING_FIELDS} as they were read, whichever key they are of. */
    static FixtureInspection.Key state(List<? extends @Nullable Object> read) {
        if (read.stream().allMatch(Objects::isNull)) {
            return FixtureInspection.Key.ABSENT;
        }
        boolean wellFormed = read.size() == TELLING_FIELDS.size()
                && read.getFirst() instanceof String secret
                && read.getLast() instanceof String version
                && isSecret(secret)
                && VERSION.matcher(version).matches();
        return wellFormed ? FixtureInspection.Key.WELL_FORMED : FixtureInspection.Key.MALFORMED;
    }

    /** The platform's decoder insists on the padding, Java's does not. */
    private static boolean isSecret(String text) {
        try {
            byte[] secret = Base64.getDecoder().decode(text);
            return secret.length == FixturePlan.ROOM_KEY_BYTES && base64(secret).equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The point uncompressed: 4, then both coordinates, 65 bytes. */
    private static byte[] publicPoint(byte[] privateKey) {
        return new FixedPointCombMultiplier()
                .multiply(P256.getG(), new BigInteger(1, privateKey))
                .normalize()
                .getEncoded(false);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
