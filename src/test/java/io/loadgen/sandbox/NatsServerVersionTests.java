package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NatsServerVersionTests {
    @Test
    void isReadFromWhatTheProgramPrints() {
        assertThat(NatsServerVersion.in("nats-server: v2.15.2")).contains(new NatsServerVersion(2, 15, 2));
        assertThat(NatsServerVersion.in("nats-server: v2.9.10-beta.1")).contains(new NatsServerVersion(2, 9, 10));
        assertThat(NatsServerVersion.in("nats-server")).isEmpty();
        assertThat(NatsServerVersion.in("oldest")).isEmpty();
    }

    @Test
    void ordersByNumbersAndNotByDigits() {
        assertThat(new NatsServerVersion(2, 9, 10)).isLessThan(new NatsServerVersion(2, 15, 2));
        assertThat(new NatsServerVersion(2, 9, 9)).isLessThan(new NatsServerVersion(2, 9, 10));
        assertThat(new NatsServerVersion(10, 0, 0)).isGreaterThan(new NatsServerVersion(2, 15, 2));
    }

    @Test
    void aPatchMakesNoLineOlder() {
        NatsServerVersion current = new NatsServerVersion(2, 15, 2);
        assertThat(new NatsServerVersion(2, 15, 1).isOfAnOlderLineThan(current)).isFalse();
        assertThat(new NatsServerVersion(2, 14, 9).isOfAnOlderLineThan(current)).isTrue();
        assertThat(new NatsServerVersion(3, 0, 0).isOfAnOlderLineThan(current)).isFalse();
        assertThat(new NatsServerVersion(1, 20, 0).isOfAnOlderLineThan(current)).isTrue();
    }
}
