package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplySubjectsTests {
    private final ReplySubjects replies = new ReplySubjects(NatsAccount.USUAL);

    @Test
    void everyKeyComesBack() {
        Random random = new Random(42);
        for (int round = 0; round < 10_000; round++) {
            long key = random.nextLong() >>> random.nextInt(1, 64);
            assertThat(key(subject(replies, key))).isEqualTo(key);
        }
        assertThat(key(subject(replies, 0))).isZero();
        assertThat(key(subject(replies, Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void subjectsOfTwoSessionsNeverMeet() {
        assertThat(subject(new ReplySubjects(NatsAccount.USUAL), 7)).isNotEqualTo(subject(replies, 7));
        assertThat(new ReplySubjects(NatsAccount.USUAL).wildcard()).isNotEqualTo(replies.wildcard());
    }

    @Test
    void whatIsNoKeyIsNobodys() {
        String subject = subject(replies, 7);
        assertThat(key(subject + "0")).isEqualTo(ReplySubjects.NOBODYS);
        assertThat(key(subject.substring(0, subject.length() - 1))).isEqualTo(ReplySubjects.NOBODYS);
        for (String digit : new String[] {"w", "A", "/", ":", "`", "\u00e9"}) {
            assertThat(key(subject.substring(0, subject.length() - 1) + digit)).isEqualTo(ReplySubjects.NOBODYS);
        }
        // 65 bits: more than a key has.
        assertThat(key(subject.substring(0, subject.length() - 13) + "fvvvvvvvvvvvv"))
                .isEqualTo(ReplySubjects.NOBODYS);
    }

    /** Read where it lies in a buffer. */
    private long key(String subject) {
        byte[] buffer = ("MSG " + subject + " L1 2").getBytes(StandardCharsets.ISO_8859_1);
        return replies.key(buffer, 4, 4 + subject.length());
    }

    private static String subject(ReplySubjects replies, long key) {
        byte[] digits = new byte[20];
        int end = ReplySubjects.write(key, digits, 3);
        return replies.prefix() + new String(digits, 3, end - 3, StandardCharsets.US_ASCII);
    }
}
