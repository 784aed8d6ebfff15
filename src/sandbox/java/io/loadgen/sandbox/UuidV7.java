package io.loadgen.sandbox;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids as the services make them: UUIDs of version 7, the time in front. Any thread. */
final class UuidV7 {
    private UuidV7() {}

    static String hyphenated() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (System.currentTimeMillis() << 16) | 0x7000L | random.nextLong(0x1000);
        long low = (random.nextLong() >>> 2) | (1L << 63);
        return new UUID(high, low).toString();
    }

    /** 32 hexadecimal digits. */
    static String compact() {
        return hyphenated().replace("-", "");
    }
}
