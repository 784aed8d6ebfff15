/**
 * Monotonic time and ways to wait for an instant of it. Knows nothing of load, of chat, or of wall clocks.
 */
@NullMarked
package io.loadgen.time;

import org.jspecify.annotations.NullMarked;
