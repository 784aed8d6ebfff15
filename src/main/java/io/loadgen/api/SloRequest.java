package io.loadgen.api;

import io.loadgen.spec.InvalidSpecException;
import io.loadgen.spec.Percentile;
import io.loadgen.spec.Signal;
import io.loadgen.spec.Slo;
import io.loadgen.spec.Slo.LatencyLimit;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a run as they are written in JSON.
 *
 * @param e1 limits on response-time percentiles of E1
 * @param e2 limits on response-time percentiles of E2
 * @param errorRate greatest share of failed requests
 * @param backlogGrowth greatest growth of the worker's backlog
 * @param lost most memberships that may be lost
 */
@Schema(name = "Slo", description = "Limits that a run must keep to pass. Without any, the verdict is NONE.")
public record SloRequest(
        @Schema(
                description = "Longest response time to the reply, by percentile: p50, p75, p90, p95, p99, p99.9",
                example = "{\"p99\": \"500ms\"}")
        @Nullable
        Map<String, String> e1,

        @Schema(
                description =
                        "Longest response time to the member event, by percentile: p50, p75, p90, p95, p99, p99.9",
                example = "{\"p99\": \"2s\"}")
        @Nullable
        Map<String, String> e2,

        @Schema(description = "Greatest share of sent requests that may end without their member event, 0 to 1")
        @Nullable
        Double errorRate,

        @Schema(description = "Greatest growth of the room-worker's backlog over the measured window, messages")
        @Nullable
        Long backlogGrowth,

        @Schema(
                description = "Most memberships that may be promised and not be found in MongoDB after the run; 0 also"
                        + " where it, or all of slo, is left out")
        @Nullable
        Long lost) {
    private static final List<String> PERCENTILES =
            Percentile.USUAL.stream().map(Percentile::label).toList();

    Slo toSlo() {
        List<LatencyLimit> limits = new ArrayList<>();
        addLimits(limits, "slo.e1", Signal.REPLY, e1);
        addLimits(limits, "slo.e2", Signal.EVENT, e2);
        if (errorRate != null && !(errorRate >= 0 && errorRate <= 1)) {
            throw new InvalidSpecException("slo.errorRate", errorRate.toString(), "0 to 1");
        }
        if (backlogGrowth != null && backlogGrowth < 0) {
            throw new InvalidSpecException("slo.backlogGrowth", backlogGrowth.toString(), "0 or more");
        }
        if (lost != null && lost < 0) {
            throw new InvalidSpecException("slo.lost", lost.toString(), "0 or more");
        }
        return new Slo(
                limits,
                errorRate == null ? OptionalDouble.empty() : OptionalDouble.of(errorRate),
                backlogGrowth == null ? OptionalLong.empty() : OptionalLong.of(backlogGrowth),
                lost == null ? OptionalLong.empty() : OptionalLong.of(lost));
    }

    static @Nullable SloRequest of(Slo slo) {
        if (slo.isEmpty()) {
            return null;
        }
        return new SloRequest(
                limitsOf(slo, Signal.REPLY),
                limitsOf(slo, Signal.EVENT),
                slo.errorRate().isPresent() ? slo.errorRate().getAsDouble() : null,
                slo.backlogGrowth().isPresent() ? slo.backlogGrowth().getAsLong() : null,
                slo.lost().isPresent() ? slo.lost().getAsLong() : null);
    }

    private static void addLimits(
            List<LatencyLimit> limits, String field, Signal signal, @Nullable Map<String, String> texts) {
        if (texts == null) {
            return;
        }
        for (Map.Entry<String, String> entry : new TreeMap<>(texts).entrySet()) {
            String name = field + "." + entry.getKey();
            if (!PERCENTILES.contains(entry.getKey())) {
                throw new InvalidSpecException(name, entry.getKey(), "one of " + String.join(", ", PERCENTILES));
            }
            var limit = DurationText.parse(name, entry.getValue());
            if (!limit.isPositive()) {
                throw new InvalidSpecException(name, entry.getValue(), "above 0s");
            }
            limits.add(
                    new LatencyLimit(signal, Double.parseDouble(entry.getKey().substring(1)), limit));
        }
    }

    private static @Nullable Map<String, String> limitsOf(Slo slo, Signal signal) {
        Map<String, String> texts = new TreeMap<>();
        for (LatencyLimit limit : slo.latencies()) {
            if (limit.signal() == signal) {
                String percentile = BigDecimal.valueOf(limit.percentile())
                        .stripTrailingZeros()
                        .toPlainString();
                texts.put("p" + percentile, DurationText.format(limit.limit()));
            }
        }
        return texts.isEmpty() ? null : texts;
    }
}
