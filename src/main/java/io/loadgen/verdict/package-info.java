/**
 * Limits and rules: what the figures of a run prove, and against whom. Pure functions of values.
 */
@NullMarked
package io.loadgen.verdict;

import org.jspecify.annotations.NullMarked;
