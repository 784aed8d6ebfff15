package io.loadgen.conformance;

/**
 * A field that no contract knows. Immutable; any thread.
 *
 * @param kind of what message or document it is a field
 * @param field its path
 * @param example a value of it
 * @param step what was played when it was seen first
 */
public record UnknownField(String kind, String field, String example, String step) {}
