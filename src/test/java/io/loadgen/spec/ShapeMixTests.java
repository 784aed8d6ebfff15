package io.loadgen.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.loadgen.contract.Shape;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShapeMixTests {
    private static final int SLOTS = 100_000;

    /** Weights 1, 1, 1 and seed 42; worked out apart from this code, from the definition of SplitMix64. */
    private static final List<Shape> PINNED = List.of(
            Shape.ORGS,
            Shape.USERS,
            Shape.USERS,
            Shape.USERS,
            Shape.CHANNELS,
            Shape.USERS,
            Shape.USERS,
            Shape.USERS,
            Shape.CHANNELS,
            Shape.USERS,
            Shape.CHANNELS,
            Shape.CHANNELS);

    private static List<Shape> shapes(ShapeMix mix, long seed, LongStream slots) {
        return slots.mapToObj(slot -> mix.shapeOf(seed, slot)).toList();
    }

    private static Map<Shape, Long> counts(ShapeMix mix, long seed, LongStream slots) {
        Map<Shape, Long> counts = new EnumMap<>(Shape.class);
        shapes(mix, seed, slots).forEach(shape -> counts.merge(shape, 1L, Long::sum));
        return counts;
    }

    @Test
    void oneShapeIsThatOfEverySlot() {
        for (Shape shape : Shape.values()) {
            assertThat(shapes(new ShapeMix.Only(shape), 42, LongStream.range(0, 100)))
                    .containsOnly(shape);
        }
    }

    @Test
    void shapesComeAsOftenAsTheirWeightsSay() {
        for (long seed : new long[] {0, 1, 42, Long.MAX_VALUE}) {
            Map<Shape, Long> counts = counts(new ShapeMix.Weighted(5, 3, 2), seed, LongStream.range(0, SLOTS));

            // Standard deviation of a count is below sqrt(100000 / 4) = 158; five of them.
            assertThat(counts.get(Shape.USERS)).as("seed " + seed).isCloseTo(50_000L, within(800L));
            assertThat(counts.get(Shape.ORGS)).as("seed " + seed).isCloseTo(30_000L, within(800L));
            assertThat(counts.get(Shape.CHANNELS)).as("seed " + seed).isCloseTo(20_000L, within(800L));
        }
    }

    @Test
    void everyRoomGetsTheMixWhateverTheNumberOfRooms() {
        // Rooms take slots in turn: one room has every 5th, or every 100th.
        for (int rooms : new int[] {5, 64, 100}) {
            Map<Shape, Long> ofOneRoom = counts(
                    new ShapeMix.Weighted(1, 1, 0),
                    42,
                    LongStream.range(0, 10_000).map(add -> add * rooms + 3));

            assertThat(ofOneRoom.get(Shape.USERS)).as(rooms + " rooms").isCloseTo(5_000L, within(250L));
        }
    }

    @Test
    void aShapeWithoutWeightNeverComes() {
        assertThat(shapes(new ShapeMix.Weighted(1000, 0, 1), 42, LongStream.range(0, SLOTS)))
                .doesNotContain(Shape.ORGS)
                .contains(Shape.CHANNELS);
        assertThat(shapes(new ShapeMix.Weighted(0, 0, 7), 42, LongStream.range(0, 1000)))
                .containsOnly(Shape.CHANNELS);
    }

    @Test
    void theShapeOfASlotHangsOnSeedAndNumberOnly() {
        List<Shape> forwards = shapes(new ShapeMix.Weighted(1, 1, 1), 42, LongStream.range(0, 1000));
        List<Shape> backwards = shapes(
                new ShapeMix.Weighted(1, 1, 1), 42, LongStream.range(0, 1000).map(slot -> 999 - slot));

        assertThat(backwards.reversed()).isEqualTo(forwards);
        assertThat(shapes(new ShapeMix.Weighted(1, 1, 1), 43, LongStream.range(0, 1000)))
                .isNotEqualTo(forwards);
        assertThat(forwards.subList(0, 12))
                .as("the same in every build: reports are compared across them")
                .containsExactlyElementsOf(PINNED);
    }

    @Test
    void weightsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new ShapeMix.Weighted(-1, 1, 1))
                .hasMessageContaining("users must be 0 to 1000, was -1");
        assertThatThrownBy(() -> new ShapeMix.Weighted(1, 1001, 1)).hasMessageContaining("orgs must be 0 to 1000");
        assertThatThrownBy(() -> new ShapeMix.Weighted(0, 0, 0)).hasMessageContaining("above 0");
    }

    @Test
    void onlyAccountsCanBeAddedInPartsOfBlocks() {
        assertThat(ShapeMix.users().takesBlocks()).isFalse();
        assertThat(new ShapeMix.Only(Shape.ORGS).takesBlocks()).isTrue();
        assertThat(new ShapeMix.Weighted(1, 0, 0).takesBlocks()).isTrue();
    }
}
