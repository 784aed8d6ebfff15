package io.loadgen.lifecycle;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Makes the ids of runs: {@code 20261123-153012-7f3a}, the second (UTC) in which the run was taken on and 16 random bits.
 * Short, safe in a URL and in a NATS token, and sorted by time. None is given twice.
 *
 * <p>One thread at a time.
 */
final class RunIds {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final RandomGenerator random;
    private final Set<String> ofSecond = new HashSet<>();
    private String second = "";

    RunIds(RandomGenerator random) {
        this.random = random;
    }

    String next(Instant takenOn) {
        String now = SECOND.format(takenOn);
        if (!now.equals(second)) {
            second = now;
            ofSecond.clear();
        }
        String suffix = suffix();
        while (!ofSecond.add(suffix)) {
            suffix = suffix();
        }
        return now + "-" + suffix;
    }

    private String suffix() {
        return HexFormat.of().toHexDigits((short) random.nextInt(1 << 16));
    }
}
