package io.loadgen.result;

import io.loadgen.contract.Shape;
import io.loadgen.spec.ShapeMix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The measured slots of one shape in a mixed run: the mix that was really sent.
 *
 * @param shape {@code users}, {@code orgs} or {@code channels}
 * @param sent slots sent
 * @param events of them closed with their event
 */
public record ShapeRow(String shape, long sent, long events) {
    /** A row for each shape of a mixed run; null for any other run, whose books say it all. */
    public static @Nullable List<ShapeRow> of(ShapeMix mix, Map<Shape, ShapeCount> counts) {
        return switch (mix) {
            case ShapeMix.Only only -> null;
            case ShapeMix.Weighted weighted ->
                Arrays.stream(Shape.values())
                        .map(shape -> of(shape, counts.getOrDefault(shape, new ShapeCount(0, 0))))
                        .toList();
        };
    }

    private static ShapeRow of(Shape shape, ShapeCount count) {
        return new ShapeRow(shape.word(), count.sent(), count.events());
    }
}
