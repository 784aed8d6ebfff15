package io.loadgen.latency;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A distribution in a form that can be kept and sent: HdrHistogram's own compressed encoding (V2), in base64 as in its logs, so
 * that any of its readers understands it. Nothing is lost: {@link #expand} gives back every bucket.
 *
 * <p>Immutable; any thread.
 *
 * @param count samples: observed, censored and never sent
 * @param observed latencies that were seen to end, nanoseconds; null when there is none
 * @param censored times waited for signals that did not come, nanoseconds; null when there is none
 * @param unsent requests whose time had come and that were never sent; null when there is none
 */
public record CompressedLatencies(
        long count,
        @Nullable String observed,
        @Nullable String censored,
        @Nullable Long unsent) {
    /** More than the encoding's headers and what deflating may add to them. */
    private static final int HEADER_BYTES = 256;

    /** A sample costs at most a count and a run of empty buckets before it, of 9 bytes each, and what deflating may add. */
    private static final int BYTES_OF_SAMPLE = 20;

    /**
     * Compresses a distribution.
     *
     * @param latencies the distribution
     * @return the same, compressed
     */
    public static CompressedLatencies of(LatencyDistribution latencies) {
        return new CompressedLatencies(
                latencies.count(),
                latencies.encodeObserved(),
                latencies.encodeCensored(),
                latencies.unsentCount() == 0 ? null : latencies.unsentCount());
    }

    static @Nullable String encode(Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return null;
        }
        // A second has few samples, and the library's bound is for a histogram with a count in every bucket: 280 KB.
        long most = Math.min(
                histogram.getNeededByteBufferCapacity(), HEADER_BYTES + BYTES_OF_SAMPLE * histogram.getTotalCount());
        ByteBuffer buffer = ByteBuffer.allocate((int) most);
        int length = histogram.encodeIntoCompressedByteBuffer(buffer, Deflater.BEST_SPEED);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /**
     * Gives the distribution back.
     *
     * @return an equal one
     * @throws IllegalArgumentException when the text is no compressed histogram
     */
    public LatencyDistribution expand() {
        return new LatencyDistribution(decode(observed), decode(censored), unsent == null ? 0 : unsent);
    }

    /**
     * Samples that were not seen to end.
     *
     * @return how many
     * @throws IllegalArgumentException when the text is no compressed histogram
     */
    public long censoredCount() {
        return censored == null ? 0 : decoded(censored).getTotalCount();
    }

    /**
     * All samples in one histogram, a loss with the time that it was waited for.
     *
     * @return nanoseconds; a histogram of one's own
     * @throws IllegalArgumentException when the text is no compressed histogram
     */
    public Histogram waited() {
        if (observed == null) {
            return decode(censored);
        }
        Histogram waited = decoded(observed);
        if (censored != null) {
            waited.add(decoded(censored));
        }
        return waited;
    }

    private static Histogram decode(@Nullable String base64) {
        Histogram histogram = LatencyDistribution.newHistogram();
        if (base64 != null) {
            histogram.add(decoded(base64));
        }
        return histogram;
    }

    private static Histogram decoded(String base64) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(base64)), LatencyDistribution.HIGHEST_NANOS);
        } catch (DataFormatException | RuntimeException broken) {
            throw new IllegalArgumentException("no compressed histogram: " + broken.getMessage(), broken);
        }
    }

    CompressedLatencies plus(CompressedLatencies other) {
        return of(expand().plus(other.expand()));
    }
}
