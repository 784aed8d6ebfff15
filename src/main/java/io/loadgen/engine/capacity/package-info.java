/**
 * The closed loop: every room grows one add at a time.
 */
@NullMarked
package io.loadgen.engine.capacity;

import org.jspecify.annotations.NullMarked;
