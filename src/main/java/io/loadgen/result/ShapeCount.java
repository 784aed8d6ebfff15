package io.loadgen.result;

import io.loadgen.contract.Shape;

/**
 * The measured slots of one shape: of all shapes together, the mix that was really sent.
 *
 * <p>Immutable; any thread.
 *
 * @param shape what they name
 * @param sent slots sent
 * @param events of them closed with their event
 */
public record ShapeCount(Shape shape, long sent, long events) {}
