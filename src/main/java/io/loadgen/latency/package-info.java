/** How latencies are held, summed up and written down: distributions with losses, percentiles with bounds. Pure: no I/O, no driver. */
@NullMarked
package io.loadgen.latency;

import org.jspecify.annotations.NullMarked;
