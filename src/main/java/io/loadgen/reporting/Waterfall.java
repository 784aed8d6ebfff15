package io.loadgen.reporting;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loadgen.measurement.Signal;
import io.loadgen.reporting.Spread.Percentile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the time goes: for each percentile, how far the signals of the path lie apart. A step is the difference between the
 * service-time percentiles of two signals, not a percentile of differences: it says where the typical, or the slow, request
 * spends its time, and the steps of a column add up.
 *
 * @param steps the path in order: send to handoff, to event, to result; then send to reply or ack beside it
 */
public record Waterfall(List<Step> steps) {
    /** Takes a copy. */
    public Waterfall {
        steps = List.copyOf(steps);
    }

    /** The path needs its inner mark: without the handoff there is nothing to take apart. */
    static Optional<Waterfall> of(Map<Signal, Spread> serviceTimes) {
        Spread handoff = serviceTimes.get(Signal.HANDOFF);
        if (handoff == null || handoff.count() == 0) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        steps.add(Step.fromSend(Signal.HANDOFF, handoff));
        Spread event = serviceTimes.get(Signal.EVENT);
        if (event != null) {
            steps.add(Step.between(Signal.HANDOFF, handoff, Signal.EVENT, event));
            Spread result = serviceTimes.get(Signal.RESULT);
            if (result != null) {
                steps.add(Step.between(Signal.EVENT, event, Signal.RESULT, result));
            }
        }
        for (Signal aside : List.of(Signal.REPLY, Signal.ACK)) {
            Spread times = serviceTimes.get(aside);
            if (times != null) {
                steps.add(Step.fromSend(aside, times));
            }
        }
        return Optional.of(new Waterfall(steps));
    }

    /**
     * One stage.
     *
     * @param from {@code send} or a signal, in words
     * @param to a signal, in words
     * @param percentiles the length of the stage at each percentile
     */
    public record Step(String from, String to, List<Length> percentiles) {
        /** Takes a copy. */
        public Step {
            percentiles = List.copyOf(percentiles);
        }

        static Step fromSend(Signal to, Spread times) {
            return new Step(
                    "send",
                    to.word(),
                    times.percentiles().stream()
                            .map(end -> new Length(end.name(), end.beyond() ? null : (Double) end.millis()))
                            .toList());
        }

        static Step between(Signal from, Spread starts, Signal to, Spread ends) {
            return new Step(
                    from.word(),
                    to.word(),
                    ends.percentiles().stream()
                            .flatMap(end -> starts.percentile(end.name()).map(start -> Length.between(start, end)))
                            .toList());
        }
    }

    /**
     * The length of a stage at one percentile.
     *
     * @param name such as {@code p99}
     * @param millis milliseconds; null when an end of the stage falls among samples that were never seen to end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Length(String name, @Nullable Double millis) {
        static Length between(Percentile start, Percentile end) {
            boolean known = !start.beyond() && !end.beyond();
            return new Length(
                    start.name(), known ? (Double) (Math.round((end.millis() - start.millis()) * 1e3) / 1e3) : null);
        }
    }
}
