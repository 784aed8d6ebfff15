package io.loadgen.reporting;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.measurement.ConnectionGaps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When our own connection was down.
 *
 * @param gaps each time, in order
 * @param unheardSignals signals that timed out for requests that were under way then, over the whole run: nobody can tell
 *     whether they came. Other timeouts are the platform's
 * @param unheardMeasuredSignals those of them that are not of the warm-up; the verdict goes by these
 */
public record LostConnection(List<Gap> gaps, long unheardSignals, long unheardMeasuredSignals) {
    private static final int GAPS_NAMED = 10;

    /** Takes a copy. */
    public LostConnection {
        gaps = List.copyOf(gaps);
    }

    /**
     * One time without connection.
     *
     * @param fromMillis from the first due slot to the moment at which the loss was noticed
     * @param millis how long it took until signals could come again, null when the run ended before
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Gap(double fromMillis, @Nullable Double millis) {}

    /** Null when the connection held. */
    static @Nullable LostConnection of(ConnectionGaps connection, long firstDueNanos) {
        return connection.gaps().isEmpty()
                ? null
                : new LostConnection(
                        connection.gaps().stream()
                                .map(gap -> gap(gap, firstDueNanos))
                                .toList(),
                        connection.unheardSignals(),
                        connection.unheardMeasuredSignals());
    }

    private static Gap gap(ConnectionGaps.Gap gap, long firstDueNanos) {
        Long to = gap.toNanos();
        return new Gap(
                Spread.millis(gap.fromNanos() - firstDueNanos),
                to == null ? null : Spread.millis(to - gap.fromNanos()));
    }

    void write(Page page) {
        gaps.stream()
                .limit(GAPS_NAMED)
                .forEach(gap -> page.line("  connection lost at " + seconds(gap.fromMillis())
                        + (gap.millis() == null
                                ? ", and not back when the run ended"
                                : ", back after " + seconds(gap.millis()))));
        if (gaps.size() > GAPS_NAMED) {
            page.line("  connection lost " + (gaps.size() - GAPS_NAMED) + " times more");
        }
        page.count("unheard signals", unheardSignals);
    }

    private static String seconds(double millis) {
        return Page.seconds(Math.round(millis));
    }
}
