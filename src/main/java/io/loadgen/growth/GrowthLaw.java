package io.loadgen.growth;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.latency.FigureText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.EnumNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * How the time that an add takes to its event grows with the members of its room.
 *
 * <p>Immutable; any thread.
 *
 * @param law which law it follows
 * @param note why it cannot be told, or what may be hidden in a constant cost; null where there is nothing of the kind
 * @param adds how many adds it was found from
 * @param fromSize the least size of a room before one of them
 * @param toSize the greatest
 * @param curve the middle time by size, null where the law cannot be told
 * @param limits what it says of each limit on the time to the event; empty where the law cannot be told
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GrowthLaw(
        Law law,
        @Nullable String note,
        long adds,
        int fromSize,
        int toSize,
        @Nullable Curve curve,
        List<BreakingSize> limits) {
    /** Takes a copy. */
    public GrowthLaw {
        limits = List.copyOf(limits);
    }

    /** The law in a sentence without its limits, such as {@code linear: 8 ms and 0.1 ms for each member}. */
    public String words() {
        String name = law == Law.CANNOT_TELL ? "cannot tell" : law.name().toLowerCase(Locale.ROOT);
        return name + (curve == null ? "" : ": " + curve.words()) + (note == null ? "" : "; " + note);
    }

    static GrowthLaw unknown(CostSamples samples, String note) {
        return new GrowthLaw(
                Law.CANNOT_TELL, note, samples.count(), samples.fromSize(), samples.toSize(), null, List.of());
    }

    /** What the cost of an add depends on. */
    @EnumNaming(LowerCamelCaseStrategy.class)
    public enum Law {
        /** Not on the size of the room, or too little to be found: growth by a half over the sizes measured would have been. */
        CONSTANT,
        /** On the size. */
        LINEAR,
        /** On its square. */
        QUADRATIC,
        /** What was measured does not tell. */
        CANNOT_TELL
    }

    /**
     * The middle time to the event in a room of n members: about the median.
     *
     * @param constantMillis what does not depend on n
     * @param perMemberMillis what is taken n times
     * @param perSquareMillis what is taken n&sup2; times
     */
    public record Curve(double constantMillis, double perMemberMillis, double perSquareMillis) {
        private static final double THOUSAND_SQUARED = 1e6;

        /** Its terms that are not 0. */
        String words() {
            return FigureText.millis(constantMillis) + " ms"
                    + (perMemberMillis == 0 ? "" : " and " + small(perMemberMillis) + " ms for each member")
                    + (perSquareMillis == 0
                            ? ""
                            : " and " + small(perSquareMillis * THOUSAND_SQUARED)
                                    + " ms for the square of each thousand members");
        }

        private static String small(double millis) {
            return new BigDecimal(millis)
                    .round(new MathContext(3))
                    .stripTrailingZeros()
                    .toPlainString();
        }

        /** Its value, milliseconds. */
        public double at(double size) {
            return constantMillis + size * (perMemberMillis + size * perSquareMillis);
        }
    }

    /**
     * At which size a limit would break, were the law to go on. A percentile is taken to be as many times the middle time at every size.
     *
     * @param percentile such as {@code p99}
     * @param limitMillis the limit on it
     * @param size the least size at which it is reached, null where there is none up to ten times the greatest size that was measured
     * @param fromSize it may be as small as this; null where even then there is none
     * @param toSize it may be as great as this; null where there is no such bound
     * @param reason why there is none; null where there is one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BreakingSize(
            String percentile,
            double limitMillis,
            @Nullable Integer size,
            @Nullable Integer fromSize,
            @Nullable Integer toSize,
            @Nullable String reason) {
        /** In a few words, such as {@code at 1,250 members (1,100 to 1,420)}. */
        public String words() {
            if (size == null) {
                return reason + (fromSize == null ? "" : ", though it may be reached from " + number(fromSize) + " on");
            }
            String from = fromSize == null ? "?" : number(fromSize);
            return "at " + number(size) + " members (" + from
                    + (toSize == null ? " or more)" : " to " + number(toSize) + ")");
        }

        private static String number(int size) {
            return String.format(Locale.ROOT, "%,d", size);
        }
    }
}
