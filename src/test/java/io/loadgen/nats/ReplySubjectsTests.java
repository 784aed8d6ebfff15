package io.loadgen.nats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplySubjectsTests {
    private final ReplySubjects replies = new ReplySubjects(NatsAccount.USUAL);

    @Test
    void everyKeyComesBack() {
        Random random = new Random(42);
        for (int round = 0; round < 10_000; round++) {
            long key = random.nextLong() >>> random.nextInt(1, 64);
            assertThat(replies.key(replies.of(key))).isEqualTo(key);
        }
        assertThat(replies.key(replies.of(0))).isZero();
        assertThat(replies.key(replies.of(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void subjectsOfTwoSessionsNeverMeet() {
        assertThat(new ReplySubjects(NatsAccount.USUAL).of(7)).isNotEqualTo(replies.of(7));
        assertThat(new ReplySubjects(NatsAccount.USUAL).wildcard()).isNotEqualTo(replies.wildcard());
    }

    @Test
    void whatIsNoKeyIsNobodys() {
        String subject = replies.of(7);
        assertThat(replies.key(subject + "0")).isEqualTo(ReplySubjects.NOBODYS);
        assertThat(replies.key(subject.substring(0, subject.length() - 1))).isEqualTo(ReplySubjects.NOBODYS);
        assertThat(replies.key(subject.substring(0, subject.length() - 1) + "w"))
                .isEqualTo(ReplySubjects.NOBODYS);
        // 65 bits: more than a key has.
        assertThat(replies.key(subject.substring(0, subject.length() - 13) + "fvvvvvvvvvvvv"))
                .isEqualTo(ReplySubjects.NOBODYS);
    }
}
