package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * The limits that a run must keep to pass.
 *
 * <p>Immutable; any thread.
 *
 * @param e1 the longest response time to the reply, by the label of a {@linkplain Percentile#USUAL usual percentile}
 * @param e2 the longest response time to the member event, likewise
 * @param errorRate greatest share of measured sent slots that may end without their member event, 0 to 1; null for no limit
 * @param backlogGrowth greatest growth of the worker's backlog over the measured window, messages; null for no limit
 * @param lost most memberships that may be promised and not found afterwards; none may, where it is not given
 * @param rate the rate that a search is to find held, requests a second; null for none, and for every other type of run
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Slo", description = "Limits that a run must keep to pass. Without any, the verdict is NONE.")
public record Slo(
        @Schema(
                description = "Longest response time to the reply, by percentile; each above 0s, at most 24h",
                additionalPropertiesSchema = Duration.class,
                example = "{\"p99\": \"500ms\"}")
        @JsonDeserialize(contentUsing = DurationText.Reader.class)
        @JsonSerialize(contentUsing = DurationText.Writer.class)
        Map<String, Duration> e1,

        @Schema(
                description = "Longest response time to the member event, by percentile; each above 0s, at most 24h",
                additionalPropertiesSchema = Duration.class,
                example = "{\"p99\": \"2s\"}")
        @JsonDeserialize(contentUsing = DurationText.Reader.class)
        @JsonSerialize(contentUsing = DurationText.Writer.class)
        Map<String, Duration> e2,

        @Schema(
                description = "Greatest share of sent requests that may end without their member event, 0 to 1",
                minimum = "0",
                maximum = "1")
        @Nullable
        Double errorRate,

        @Schema(
                description = "Greatest growth of the room-worker's backlog over the measured window, messages",
                minimum = "0")
        @Nullable
        Long backlogGrowth,

        @Schema(
                description = "Most memberships that may be promised and not be found in MongoDB after the run; 0 also"
                        + " where it, or all of slo, is left out",
                minimum = "0")
        @Nullable
        Long lost,

        @Schema(
                description =
                        "The rate that a search is to find held, requests a second, above 0; of a run of type search only")
        @Nullable
        Double rate) {
    /**
     * The limit on errors where others are given and it is not: a platform that loses requests may be fast with the rest. One of 1
     * switches it off.
     */
    public static final double DEFAULT_ERROR_RATE = 0.01;

    private static final Slo NONE = new Slo(Map.of(), Map.of(), null, null, null, null);

    /** Checks the limits. */
    public Slo {
        e1 = checked("slo.e1", e1);
        e2 = checked("slo.e2", e2);
        require(errorRate == null || (errorRate >= 0 && errorRate <= 1), "slo.errorRate", errorRate, "0 to 1");
        require(backlogGrowth == null || backlogGrowth >= 0, "slo.backlogGrowth", backlogGrowth, "0 or more");
        require(lost == null || lost >= 0, "slo.lost", lost, "0 or more");
        require(rate == null || (rate > 0 && rate <= 1_000_000), "slo.rate", rate, "above 0, at most 1000000");
        boolean any = !e1.isEmpty() || !e2.isEmpty() || backlogGrowth != null || lost != null;
        if (errorRate == null && any) {
            errorRate = DEFAULT_ERROR_RATE;
        }
    }

    private static Map<String, Duration> checked(String field, @Nullable Map<String, Duration> limits) {
        List<String> known = Percentile.USUAL.stream().map(Percentile::label).toList();
        TreeMap<String, Duration> sorted = new TreeMap<>(Objects.requireNonNullElse(limits, Map.of()));
        sorted.forEach((percentile, limit) -> {
            String name = field + "." + percentile;
            require(known.contains(percentile), name, percentile, "one of " + String.join(", ", known));
            require(Objects.nonNull(limit), name, limit, DurationText.ACCEPTED);
            require(
                    limit.isPositive() && limit.compareTo(SustainedSpec.LONGEST) <= 0,
                    name,
                    limit,
                    "above 0s, at most " + SustainedSpec.LONGEST.toHours() + "h");
        });
        return Collections.unmodifiableMap(sorted);
    }

    /**
     * No limits but the one that holds anyway, that nothing promised may be lost: the verdict is then NONE in place of PASS.
     *
     * @return an empty set of limits
     */
    public static Slo none() {
        return NONE;
    }

    /** Whether no limit was given. */
    @JsonIgnore
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Whether a rate can be held to anything: there is a limit on a percentile, on errors or on the backlog. */
    boolean limitsRates() {
        return !e1.isEmpty() || !e2.isEmpty() || errorRate != null || backlogGrowth != null;
    }

    /** The limits on percentiles, one by one: those on E1, then those on E2, each by rising percentile. */
    public List<LatencyLimit> latencies() {
        return Stream.concat(limits(Signal.REPLY, e1), limits(Signal.EVENT, e2)).toList();
    }

    private static Stream<LatencyLimit> limits(Signal signal, Map<String, Duration> byPercentile) {
        return byPercentile.entrySet().stream()
                .map(limit -> new LatencyLimit(
                        signal, Double.parseDouble(limit.getKey().substring(1)), limit.getValue()));
    }

    /** The limit on lost memberships that holds, given or not: 0 when none was given. */
    public long mostLost() {
        return Objects.requireNonNullElse(lost, 0L);
    }

    /**
     * Sees to it that so many requests can keep every limit on a percentile.
     *
     * @param requests how many there will be at most
     * @param wanted says what it takes, by the number of requests that are needed
     * @throws InvalidSpecException naming the limit that cannot be kept
     */
    public void requireSamples(long requests, LongFunction<String> wanted) {
        for (LatencyLimit limit : latencies()) {
            double share = limit.percentile() / 100;
            require(
                    Percentile.supports(share, requests),
                    "slo." + (limit.signal() == Signal.EVENT ? "e2" : "e1") + "." + limit.percentileName(),
                    DurationText.format(limit.limit()),
                    "left out, or have one request beyond it: " + limit.percentileName() + " needs "
                            + wanted.apply(Percentile.samplesFor(share)) + ", and there are " + requests);
        }
    }

    /**
     * A limit on a response-time percentile.
     *
     * @param signal E1 or E2
     * @param percentile 0 to 100, such as 99.9
     * @param limit the longest latency allowed
     */
    public record LatencyLimit(Signal signal, double percentile, Duration limit) {
        /** What is limited: such as {@code response time E2 p99.9}. */
        public String name() {
            return "response time " + signal.symbol() + " " + percentileName();
        }

        /** Such as {@code p99.9}. */
        public String percentileName() {
            return "p" + Double.toString(percentile).replaceAll("\\.0$", "");
        }
    }
}
