package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;

import io.loadgen.contract.Shape;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which shape each slot of a run has: a pure function of the seed of its fixture set and the number of the slot, so that a run
 * can be done again and nobody needs to keep the shapes.
 *
 * <p>Immutable; any thread; allocates nothing.
 */
public sealed interface ShapeMix {
    /** The word of more than one shape. */
    String MIXED = "mixed";

    /** Every word there is. */
    String WORDS = Stream.concat(Arrays.stream(Shape.values()).map(Shape::label), Stream.of(MIXED))
            .collect(Collectors.joining(", "));

    /**
     * The weights that a run has.
     *
     * @param word what it says of its shape
     * @param mix the weights that it brings, null for none
     * @param inject where its requests enter
     * @return null where there is one shape only; otherwise those it brings, or else the same for each shape that can enter there
     * @throws InvalidSpecException when there is no such word, or one shape has weights
     */
    static @Nullable Weighted weights(String word, @Nullable Weighted mix, InjectMode inject) {
        if (word.equals(MIXED)) {
            return mix != null ? mix : new Weighted(1, 1, inject == InjectMode.FRONTDOOR ? 1 : 0);
        }
        require(only(word).isPresent(), "shape", word, "one of " + WORDS);
        require(mix == null, "mix", mix, "left out unless shape is " + MIXED);
        return null;
    }

    /**
     * The shape of a word.
     *
     * @param word as {@link Shape#label} gives it
     * @return the shape, empty for a mix and for what is no shape
     */
    static Optional<Shape> only(String word) {
        return Arrays.stream(Shape.values())
                .filter(shape -> shape.label().equals(word))
                .findFirst();
    }

    /** The mix where nothing else is said: accounts only. */
    static ShapeMix users() {
        return new Only(Shape.USERS);
    }

    /**
     * The shape of a slot.
     *
     * @param seed the seed of the fixture set
     * @param slot the number of the slot
     * @return its shape
     */
    Shape shapeOf(long seed, long slot);

    /**
     * The share of a shape.
     *
     * @param shape which
     * @return its weight among those of all shapes; 0 when no slot has it
     */
    int weight(Shape shape);

    /** The mix as it is written in requests, reports and metrics: the word of the one shape, or {@code mixed}. */
    String label();

    /** The mix as it is told to people: the word, with the weight of each shape where there are several. */
    default String words() {
        return label();
    }

    /**
     * Whether candidates are added a whole block at a time, since an org or a channel has no part of one.
     *
     * @return false when only accounts are named
     */
    default boolean takesBlocks() {
        return !equals(users());
    }

    /**
     * What a message about empty pools has to add.
     *
     * @param usersPerBlock users of each block of the fixture set
     * @return that parts of blocks are not counted, in parentheses; empty when only accounts are named
     */
    default String wholeBlocksOnly(int usersPerBlock) {
        return takesBlocks()
                ? " (shape " + label() + " takes whole blocks of " + usersPerBlock
                        + " users; blocks that have members are not counted)"
                : "";
    }

    /**
     * Every slot has the same shape.
     *
     * @param shape that shape
     */
    record Only(Shape shape) implements ShapeMix {
        @Override
        public Shape shapeOf(long seed, long slot) {
            return shape;
        }

        @Override
        public int weight(Shape ofShape) {
            return ofShape == shape ? 1 : 0;
        }

        @Override
        public String label() {
            return shape.label();
        }
    }

    /**
     * Shapes by chance, each as often as its weight says. Weights are 0 to {@value #MAX_WEIGHT} and not all 0; one that is left
     * out is 0.
     *
     * @param users the weight of {@link Shape#USERS}
     * @param orgs the weight of {@link Shape#ORGS}
     * @param channels the weight of {@link Shape#CHANNELS}
     */
    @Schema(
            name = "Mix",
            description =
                    "How often each shape comes, with `shape` mixed only. A weight left out is 0, and one at least must be"
                            + " above 0. Without `mix` all shapes that `inject` allows come equally often.",
            example = "{\"users\": 2, \"orgs\": 1, \"channels\": 1}")
    record Weighted(
            @Schema(
                    description = "Weight of requests that name accounts, 0 to 1000",
                    minimum = "0",
                    maximum = "1000",
                    defaultValue = "0")
            Integer users,

            @Schema(
                    description = "Weight of requests that name orgs, 0 to 1000",
                    minimum = "0",
                    maximum = "1000",
                    defaultValue = "0")
            Integer orgs,

            @Schema(
                    description = "Weight of requests that name channels, 0 to 1000; 0 with `inject` canonical",
                    minimum = "0",
                    maximum = "1000",
                    defaultValue = "0")
            Integer channels)
            implements ShapeMix {
        /** The greatest weight. */
        public static final int MAX_WEIGHT = 1000;

        /** Fills in and checks the weights. */
        public Weighted {
            users = weight("mix.users", users);
            orgs = weight("mix.orgs", orgs);
            channels = weight("mix.channels", channels);
            require(
                    users + orgs + channels > 0,
                    "mix",
                    text(users, orgs, channels),
                    "weights of which one at least is above 0");
        }

        private static int weight(String field, @Nullable Integer given) {
            int weight = Objects.requireNonNullElse(given, 0);
            require(weight >= 0 && weight <= MAX_WEIGHT, field, weight, "0 to " + MAX_WEIGHT);
            return weight;
        }

        private static String text(int users, int orgs, int channels) {
            return "{users: " + users + ", orgs: " + orgs + ", channels: " + channels + "}";
        }

        @Override
        public String words() {
            return MIXED + ", users " + users + " : orgs " + orgs + " : channels " + channels;
        }

        /** As it is written in a refusal. */
        @Override
        public String toString() {
            return text(users, orgs, channels);
        }

        @Override
        public Shape shapeOf(long seed, long slot) {
            // The upper half of bits times sum is evenly spread over 0 to sum - 1, without a division.
            long draw = Math.unsignedMultiplyHigh(SeededDraws.bits(seed, slot), (long) users + orgs + channels);
            if (draw < users) {
                return Shape.USERS;
            }
            return draw < users + orgs ? Shape.ORGS : Shape.CHANNELS;
        }

        @Override
        public int weight(Shape shape) {
            return switch (shape) {
                case USERS -> users;
                case ORGS -> orgs;
                case CHANNELS -> channels;
            };
        }

        @Override
        public String label() {
            return MIXED;
        }
    }
}
