package io.loadgen.api;

import io.loadgen.fixtures.FixtureCounts;
import io.loadgen.fixtures.FixtureEstimate;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The answer to a dry run.
 *
 * @param id the id that the set would have
 * @param documents what would be written, by collection
 * @param totalDocuments the sum of them
 * @param estimatedTime about how long that takes, such as {@code 9s}
 * @param documentsPerSecond the rate that it is reckoned with
 * @param rateBasis where the rate is from: {@code measured} or {@code assumed}
 */
@Schema(name = "FixtureEstimate", description = "What seeding would write where nothing of the set is there yet")
public record FixtureEstimateView(
        @Schema(example = "my-rooms-7") String id,
        FixtureCounts documents,
        long totalDocuments,

        @Schema(type = "string", example = "9s") String estimatedTime,

        double documentsPerSecond,

        @Schema(
                description = "`measured`: the rate of the last seeding of this process; `assumed`: there was none of"
                        + " 5000 documents or more yet",
                allowableValues = {"measured", "assumed"})
        String rateBasis) {
    static FixtureEstimateView of(FixtureEstimate estimate) {
        return new FixtureEstimateView(
                estimate.spec().id(),
                estimate.documents(),
                estimate.documents().total(),
                Math.ceilDiv(estimate.time().toMillis(), 1_000L) + "s",
                Math.round(estimate.documentsPerSecond()),
                estimate.measured() ? "measured" : "assumed");
    }
}
