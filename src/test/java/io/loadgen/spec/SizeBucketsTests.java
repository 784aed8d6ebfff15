package io.loadgen.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SizeBucketsTests {
    @Test
    void equalBucketsCoverTheRangeWithoutAGap() {
        SizeBuckets buckets = SizeBuckets.equal(1, 205, 10);

        assertThat(buckets.count()).isEqualTo(10);
        assertThat(buckets.fromSize(0)).isEqualTo(1);
        assertThat(buckets.toSize(9)).isEqualTo(205);
        assertThat(IntStream.range(0, 10)).allSatisfy(bucket -> {
            assertThat(buckets.toSize(bucket) - buckets.fromSize(bucket)).isBetween(20, 21);
            assertThat(buckets.of(buckets.fromSize(bucket))).isEqualTo(bucket);
            assertThat(buckets.of(buckets.toSize(bucket) - 1)).isEqualTo(bucket);
        });
    }

    @Test
    void aNarrowRangeHasFewerBuckets() {
        assertThat(SizeBuckets.equal(10, 13, 10).count()).isEqualTo(3);
    }

    @Test
    void edgesOfOnesOwnBeginBuckets() {
        SizeBuckets buckets = SizeBuckets.between(1, 1000, List.of(100, 500));

        assertThat(buckets.count()).isEqualTo(3);
        assertThat(IntStream.of(0, 1, 99, 100, 499, 500, 999, 1000).map(buckets::of))
                .containsExactly(0, 0, 0, 1, 1, 2, 2, 2);
    }

    @Test
    void edgesThatDoNotRiseAreRefused() {
        assertThatThrownBy(() -> SizeBuckets.between(1, 100, List.of(50, 50)))
                .hasMessageContaining("edges must rise, were [1, 50, 50, 100]");
    }
}
