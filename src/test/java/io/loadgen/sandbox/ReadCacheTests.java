package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadCacheTests {
    private final AtomicLong nanos = new AtomicLong(-7);
    private final ReadCache<String> cache = new ReadCache<>(2, Duration.ofSeconds(60), nanos::get);

    @Test
    void whatWasReadIsRememberedForItsTimeHoweverOftenItIsAskedFor() {
        cache.keep("room", "as read");
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(cache.find("room")).isEqualTo("as read");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(cache.find("room")).isEqualTo("as read");
        nanos.incrementAndGet();

        assertThat(cache.find("room")).isNull();
        cache.keep("room", "read again");
        assertThat(cache.find("room")).isEqualTo("read again");
    }

    @Test
    void ofMoreThanItMayHaveTheOneNotAskedForTheLongestGoes() {
        cache.keep("a", "1");
        cache.keep("b", "2");
        cache.find("a");
        cache.keep("c", "3");

        assertThat(cache.find("b")).isNull();
        assertThat(cache.find("a")).isEqualTo("1");
        assertThat(cache.find("c")).isEqualTo("3");
    }

    @Test
    void withoutASizeNothingIsRemembered() {
        ReadCache<String> none = new ReadCache<>(0, Duration.ofSeconds(60), nanos::get);
        none.keep("a", "1");

        assertThat(none.find("a")).isNull();
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReadCacheSettings(1, Duration.ZERO, -1, Duration.ZERO))
                .withMessage("rooms must be 0 or more, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReadCacheSettings(1, Duration.ofSeconds(-1), 1, Duration.ZERO))
                .withMessage("userTtl must be 0 or more, was PT-1S");
    }
}
