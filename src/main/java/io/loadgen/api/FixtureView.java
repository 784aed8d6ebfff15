package io.loadgen.api;

import io.loadgen.fixtures.Budget;
import io.loadgen.fixtures.FixtureCounts;
import io.loadgen.fixtures.FixtureSet;
import io.loadgen.fixtures.FixtureState;
import io.loadgen.fixtures.JobProgress;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.fixtures.SeedPhase;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A fixture set as the API shows it.
 *
 * @param id its id
 * @param preset its preset, or the name of its own numbers
 * @param seed its seed
 * @param site the site it is written for
 * @param rooms how many rooms
 * @param baselineMembers members of each room before any load
 * @param candidatesPerRoom candidates of each full pool
 * @param users users in all
 * @param usersPerBlock users of each block
 * @param blocks how many blocks the users make
 * @param state its state
 * @param createdAt when it was first asked for
 * @param counts documents found when its last job ended
 * @param failure why its last job failed
 * @param progress how far its running job is
 * @param left what is left of its pools, of a ready set that was asked for by id
 */
@Schema(name = "Fixture")
public record FixtureView(
        @Schema(example = "members-small-42") String id,
        String preset,
        long seed,
        String site,
        int rooms,
        int baselineMembers,
        int candidatesPerRoom,
        int users,
        int usersPerBlock,
        int blocks,
        FixtureState state,
        Instant createdAt,
        Counts counts,
        @Nullable String failure,
        @Nullable Progress progress,
        @Nullable Left left) {
    static FixtureView of(FixtureSet set, @Nullable RemainingCandidates remaining) {
        var spec = set.spec();
        return new FixtureView(
                set.id(),
                spec.preset(),
                spec.seed(),
                spec.site(),
                spec.rooms(),
                spec.baselineMembers(),
                spec.candidatesPerRoom(),
                spec.users(),
                spec.usersPerBlock(),
                spec.blocks(),
                set.state(),
                set.createdAt(),
                Counts.of(set.counts()),
                set.failure(),
                set.progress() == null ? null : Progress.of(set.progress()),
                remaining == null ? null : Left.of(remaining));
    }

    /**
     * Documents in the database.
     *
     * @param users users
     * @param rooms rooms and source channels
     * @param subscriptions subscriptions of the rooms and source channels
     * @param roomMembers room_members rows of the source channels, and of rooms that an org was added to
     */
    @Schema(name = "FixtureCounts", description = "Documents found when the last job ended")
    public record Counts(long users, long rooms, long subscriptions, long roomMembers) {
        static Counts of(FixtureCounts counts) {
            return new Counts(counts.users(), counts.rooms(), counts.subscriptions(), counts.roomMembers());
        }
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
        static Left of(RemainingCandidates remaining) {
            RemainingCandidates whole = remaining.wholeBlocks();
            Budget budget = Budget.of(remaining, AddsView.DEFAULT_USERS_PER_ADD);
            return new Left(
                    remaining.total(),
                    fewest(remaining),
                    whole.total() / whole.usersPerBlock(),
                    fewest(whole) / whole.usersPerBlock(),
                    (int) IntStream.range(0, remaining.rooms())
                            .filter(remaining::hasOrgRow)
                            .count(),
                    new AddsView(budget.usersPerAdd(), budget.adds()));
        }

        private static int fewest(RemainingCandidates remaining) {
            return IntStream.range(0, remaining.rooms())
                    .map(remaining::count)
                    .min()
                    .orElseThrow();
        }
    }
}
