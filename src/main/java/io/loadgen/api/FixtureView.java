package io.loadgen.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.loadgen.fixtures.FixtureCounts;
import io.loadgen.fixtures.FixtureSet;
import io.loadgen.fixtures.FixtureState;
import io.loadgen.fixtures.JobProgress;
import io.loadgen.fixtures.PoolSummary;
import io.loadgen.fixtures.SeedPhase;
import io.loadgen.spec.Seeding;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fixture set as the API shows it.
 *
 * @param seeding its numbers and what its ids begin with, its fields among these
 * @param state its state
 * @param createdAt when it was first asked for
 * @param createdIndexes the indexes of the platform's services that its last job made
 * @param counts documents found when its last job ended
 * @param failure why its last job failed
 * @param progress how far its running job is
 * @param left what is left of its pools, of a ready set that was asked for by id
 */
@Schema(name = "Fixture")
@JsonPropertyOrder("id")
public record FixtureView(
        @JsonUnwrapped Seeding seeding,
        FixtureState state,
        Instant createdAt,

        @Schema(
                description =
                        "Indexes of the platform's services that the last job made; absent when it was not to make any")
        @Nullable
        List<String> createdIndexes,

        @Schema(description = "Documents found when the last job ended")
        FixtureCounts counts,

        @Nullable String failure,
        @Nullable Progress progress,
        @Nullable Left left) {
    /** Its id. */
    @JsonProperty
    @Schema(example = "members-small-42")
    public String id() {
        return seeding.spec().id();
    }

    static FixtureView of(FixtureSet set, @Nullable PoolSummary left) {
        return new FixtureView(
                set.seeding(),
                set.state(),
                set.createdAt(),
                set.createdIndexes(),
                set.counts(),
                set.failure(),
                set.progress() == null ? null : Progress.of(set.progress()),
                left == null ? null : Left.of(left));
    }

    /**
     * How far a job is.
     *
     * @param phase what it does
     * @param documents documents done
     * @param totalDocuments documents to do
     * @param documentsPerSecond how fast
     * @param timeLeft how long it will still take, such as {@code 12s}
     */
    @Schema(name = "FixtureProgress", description = "How far the running job is")
    public record Progress(
            SeedPhase phase,
            long documents,
            long totalDocuments,
            double documentsPerSecond,

            @Schema(type = "string", example = "12s") @Nullable
            String timeLeft) {
        static Progress of(JobProgress job) {
            return new Progress(
                    job.progress().phase(),
                    job.progress().documents(),
                    job.progress().totalDocuments(),
                    Math.round(job.documentsPerSecond()),
                    job.timeLeft() == null ? null : job.timeLeft().toSeconds() + "s");
        }
    }

    /**
     * What is left of the pools.
     *
     * @param candidates users that can still be added, of all rooms
     * @param fewestInARoom of the room that has the fewest
     * @param wholeBlocks blocks of which every user can still be added, of all rooms: what orgs and channels feed on
     * @param fewestWholeBlocksInARoom of the room that has the fewest
     * @param roomsWithOrgRow rooms that an org was added to already
     * @param feeds requests that the users can feed with the default {@code usersPerAdd}
     */
    @Schema(name = "FixtureLeft", description = "What is left of the candidate pools, read from the database now")
    public record Left(
            long candidates,
            int fewestInARoom,
            long wholeBlocks,
            int fewestWholeBlocksInARoom,
            int roomsWithOrgRow,
            AddsView feeds) {
        static Left of(PoolSummary left) {
            return new Left(
                    left.candidates(),
                    left.fewestInARoom(),
                    left.wholeBlocks(),
                    left.fewestWholeBlocksInARoom(),
                    left.roomsWithOrgRow(),
                    new AddsView(left.feeds().usersPerAdd(), left.feeds().adds()));
        }
    }
}
