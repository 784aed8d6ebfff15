/**
 * How the cost of an add grows with the size of its room: which law it follows, and at which size it would break a limit. Pure functions of
 * values.
 */
@NullMarked
package io.loadgen.growth;

import org.jspecify.annotations.NullMarked;
