/**
 * When the slots of an open loop are due and where they go, where that is not in equal distances and in turn; and whether what was sent was
 * what was planned.
 */
@NullMarked
package io.loadgen.engine.arrivals;

import org.jspecify.annotations.NullMarked;
