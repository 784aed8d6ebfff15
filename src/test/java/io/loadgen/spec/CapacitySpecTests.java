package io.loadgen.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.audit.AuditBuilder;
import io.loadgen.measurement.MeasurementsBuilder;
import io.loadgen.result.Evidence;
import io.loadgen.result.SessionHealth;
import io.loadgen.result.Verdict;
import io.loadgen.verdict.VerdictRule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CapacitySpecTests {
    private static CapacitySpec spec(int targetSize, Integer... edges) {
        return new SpecBuilder()
                .fixture("members-capacity-42")
                .maxOutstanding(1000)
                .filling(targetSize, edges);
    }

    @Test
    void aTargetBeyondThePlatformsGreatestRoomIsRefused() {
        assertThatThrownBy(() -> spec(1001).requireSizes(1, 1000))
                .isInstanceOfSatisfying(InvalidSpecException.class, refusal -> {
                    assertThat(refusal.field()).isEqualTo("targetSize");
                    assertThat(refusal.value()).isEqualTo("1001");
                    assertThat(refusal.accepted())
                            .isEqualTo("above 1 (the baseline of members-capacity-42), at most 1000 (the platform's"
                                    + " maxRoomSize)");
                });
        spec(1000).requireSizes(1, 1000);
    }

    @Test
    void aTargetThatRoomsHaveFromTheStartIsRefused() {
        assertThatThrownBy(() -> spec(10).requireSizes(10, 1000)).hasMessageContaining("above 10");
        spec(11).requireSizes(10, 1000);
    }

    @Test
    void edgesMustRiseBetweenBaselineAndTarget() {
        assertThat(spec(100, 20, 50).buckets(1).count()).isEqualTo(3);
        assertThat(spec(101).buckets(1).count()).isEqualTo(10);
        assertThatThrownBy(() -> spec(100, 50, 20)).hasMessageContaining("bucketEdges");
        assertThatThrownBy(() -> spec(100, 50, 100)).hasMessageContaining("bucketEdges");
        assertThatThrownBy(() -> spec(100, 5, 50).requireSizes(5, 1000)).hasMessageContaining("bucketEdges");
    }

    @Test
    void aClosedLoopHasNoRateToKeepButItsSendsAreDueAtAMoment() {
        MeasurementsBuilder slow = new MeasurementsBuilder().measuredSeconds(200);
        MeasurementsBuilder late = new MeasurementsBuilder()
                .lag(MeasurementsBuilder.observed(100, 1, Duration.ofSeconds(1).toNanos()));

        assertThat(decision(spec(100), slow)).isEqualTo(Verdict.Decision.NONE);
        assertThat(decision(new SpecBuilder().build(), slow)).isEqualTo(Verdict.Decision.INCONCLUSIVE);
        assertThat(decision(spec(100), late)).isEqualTo(Verdict.Decision.INCONCLUSIVE);
    }

    private static Verdict.Decision decision(RunSpec spec, MeasurementsBuilder measurements) {
        SessionHealth sound = new SessionHealth(true, 0, 0, 0);
        return VerdictRule.decide(spec, new Evidence(measurements.build(), sound, AuditBuilder.clean()))
                .decision();
    }
}
