package io.loadgen.engine.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.engine.RunRefusedException;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.Preset;
import io.loadgen.spec.Presets;
import io.loadgen.spec.SearchSpec;
import io.loadgen.spec.SearchSpecs;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchNeedsTests {
    private static FixtureSpec set(String preset) {
        Preset numbers = Presets.named(preset);
        return new FixtureSpec(
                preset,
                42,
                "site",
                numbers.rooms(),
                numbers.baselineMembers(),
                numbers.candidatesPerRoom(),
                numbers.users());
    }

    @Test
    void theDefaultsAreFedByTheLargestPresetAndDoneInTime() {
        SearchSpec spec = SearchSpecs.search(null);
        SearchNeeds needs = SearchNeeds.of(spec);

        assertThatCode(() -> needs.requireFed(set("members-heavy"), 700)).doesNotThrowAnyException();
        // Of twelve seconds each, without repeats.
        assertThat(needs.demand().trials() / 1.5 * 12).isLessThan(150);
    }

    @Test
    void whatCannotBeFedIsRefusedWithWhatCan() {
        SearchNeeds needs = SearchNeeds.of(SearchSpecs.search(null));

        assertThatThrownBy(() -> needs.requireFed(set("members-medium"), 90))
                .isInstanceOfSatisfying(
                        RunRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(RunRefusedException.Reason.POOLS_TOO_SMALL))
                .hasMessageContaining("90 of the 100 rooms")
                .hasMessageContaining("reset the fixture set, or lower maxRate to ")
                .hasMessageContaining("seed preset members-heavy");
    }

    @Test
    void theRateThatIsNamedIsFed() {
        SearchNeeds needs = SearchNeeds.of(SearchSpecs.search(null));
        String message = "";
        try {
            needs.requireFed(set("members-medium"), 100);
        } catch (RunRefusedException refused) {
            message = String.valueOf(refused.getMessage());
        }
        double named = Double.parseDouble(message.replaceAll(".*lower maxRate to (\\d+),.*", "$1"));

        assertThatCode(() -> SearchNeeds.of(SearchSpecs.upTo(named)).requireFed(set("members-medium"), 100))
                .doesNotThrowAnyException();
    }

    @Test
    void noTwoTrialsHaveARoomInCommonAndNoUsedRoomIsTaken() {
        FixturePlan plan = new FixturePlan(new FixtureSpec("rooms", 42, "site", 10, 3, 20, 100));
        RemainingCandidates.Collector read = new RemainingCandidates.Collector(plan);
        read.member(plan.roomId(4), plan.account(plan.candidate(4, 0)));
        RemainingCandidates pool = read.finish();
        int[] fresh = TrialRooms.fresh(pool, 20);
        assertThat(fresh).hasSize(9).doesNotContain(4);
        TrialRooms rooms = TrialRooms.of(pool, fresh, 2, 70, 20);

        // Seven rooms for seventy adds, two more for what does not come out even.
        RemainingCandidates first = rooms.take(25).orElseThrow();
        RemainingCandidates second = rooms.take(45).orElseThrow();

        assertThat(IntStream.range(0, 10).filter(room -> first.count(room) > 0)).hasSize(3);
        assertThat(IntStream.range(0, 10).filter(room -> second.count(room) > 0))
                .hasSize(5);
        assertThat(IntStream.range(0, 10).filter(room -> first.count(room) > 0 && second.count(room) > 0))
                .isEmpty();
        assertThat(rooms.take(20)).as("one room is left").isEmpty();
    }
}
