package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.result.ConnectionGaps.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When signals could not be heard through our own connection, and what that cost.
 *
 * @param gaps each time, in order
 * @param unheardSignals signals that timed out for requests that were under way then, over the whole run: nobody can tell
 *     whether they came. Other timeouts are the platform's
 * @param unheardMeasuredSignals those of them that are not of the warm-up; the verdict goes by these
 * @param measuredMillis how much of the measured window it was
 * @param notSent measured requests that could not be published meanwhile
 * @param failuresNearby measured requests that were handed over, failed, and were under way then or in the seconds after: they do not
 *     speak against the platform. Like the two before null in reports of older builds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LostConnection(
        List<Gap> gaps,
        long unheardSignals,
        long unheardMeasuredSignals,
        @Nullable Double measuredMillis,
        @Nullable Long notSent,
        @Nullable Long failuresNearby) {
    private static final int GAPS_NAMED = 10;

    /** Takes a copy. */
    public LostConnection {
        gaps = List.copyOf(gaps);
    }

    /**
     * One time.
     *
     * @param fromMillis from the first due slot to the moment up to which the connection is proven to have carried signals
     * @param millis how long it took until it was proven again, null when the run ended before
     * @param cause why: {@code connection}, {@code silence} or {@code permission}; null in reports of older builds
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Gap(
            double fromMillis,
            @Nullable Double millis,
            @Nullable String cause) {
        private static Gap of(ConnectionGaps.Gap gap, long firstDueNanos) {
            Long to = gap.toNanos();
            return new Gap(
                    LatencySummary.millis(gap.fromNanos() - firstDueNanos),
                    to == null ? null : LatencySummary.millis(to - gap.fromNanos()),
                    gap.cause().name().toLowerCase(Locale.ROOT));
        }

        private Cause why() {
            return cause == null ? Cause.CONNECTION : Cause.valueOf(cause.toUpperCase(Locale.ROOT));
        }

        private ConnectionGaps.Gap measured() {
            long from = nanos(fromMillis);
            return new ConnectionGaps.Gap(from, millis == null ? null : (Long) (from + nanos(millis)), why());
        }

        private static long nanos(double millis) {
            return Math.round(millis * 1e6);
        }

        private String sentence() {
            String what = switch (why()) {
                case CONNECTION -> "connection lost";
                case SILENCE -> "nothing heard on an open connection";
                case PERMISSION -> "permission to listen lost";
            };
            return what + " at " + seconds(fromMillis)
                    + (millis == null ? ", and not back when the run ended" : ", back after " + seconds(millis));
        }
    }

    /** Null when the connection held. */
    public static @Nullable LostConnection of(Measurements measurements) {
        ConnectionGaps connection = measurements.irregularities().connection();
        return connection.gaps().isEmpty()
                ? null
                : new LostConnection(
                        connection.gaps().stream()
                                .map(gap -> Gap.of(gap, measurements.firstDueNanos()))
                                .toList(),
                        connection.unheardSignals(),
                        connection.unheardMeasuredSignals(),
                        LatencySummary.millis(measurements.disconnectedNanos()),
                        connection.notSent(),
                        connection.failuresNearby());
    }

    /** The same as it was measured, with the first slot due at 0. */
    public ConnectionGaps measured() {
        return new ConnectionGaps(
                gaps.stream().map(Gap::measured).toList(),
                unheardSignals,
                unheardMeasuredSignals,
                Objects.requireNonNullElse(notSent, 0L),
                Objects.requireNonNullElse(failuresNearby, 0L));
    }

    /** What there is to say, each in a line. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        gaps.stream().limit(GAPS_NAMED).map(Gap::sentence).forEach(sentences::add);
        if (gaps.size() > GAPS_NAMED) {
            sentences.add((gaps.size() - GAPS_NAMED) + " times more");
        }
        if (measuredMillis != null) {
            sentences.add(seconds(measuredMillis) + " of the measured window without a connection; " + notSent
                    + " requests were not sent");
        }
        if (failuresNearby != null && failuresNearby > 0) {
            sentences.add(failuresNearby + " requests failed while it was lost or up to "
                    + ConnectionGaps.AFTERMATH_NANOS / 1_000_000_000 + " s after, which may have come of it");
        }
        return sentences;
    }

    private static String seconds(double millis) {
        return FigureText.seconds(Math.round(millis));
    }
}
