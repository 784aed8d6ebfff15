/**
 * Statistics of two sides of runs and of a series of runs. Pure functions of values.
 */
@NullMarked
package io.loadgen.comparison;

import org.jspecify.annotations.NullMarked;
