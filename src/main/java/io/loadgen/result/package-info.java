/**
 * What was found, as values: accounting, latencies, time line, rooms, audit, generator health, verdict. Pure: no I/O, no
 * driver.
 */
@NullMarked
package io.loadgen.result;

import org.jspecify.annotations.NullMarked;
