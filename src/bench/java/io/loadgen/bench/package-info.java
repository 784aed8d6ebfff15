/**
 * The benchmark: the engine against a bare loop over the same client, in turn and in the same run. Not part of the product; its
 * command and its figures are in docs/benchmarks.md.
 */
@NullMarked
package io.loadgen.bench;

import org.jspecify.annotations.NullMarked;
