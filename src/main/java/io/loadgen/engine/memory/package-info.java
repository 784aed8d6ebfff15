/**
 * What runs and seedings will need of the heap, reckoned before they begin.
 */
@NullMarked
package io.loadgen.engine.memory;

import org.jspecify.annotations.NullMarked;
