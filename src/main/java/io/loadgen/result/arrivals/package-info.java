/**
 * Whether the requests of an open loop were sent as they were planned.
 */
@NullMarked
package io.loadgen.result.arrivals;

import org.jspecify.annotations.NullMarked;
