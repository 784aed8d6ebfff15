/**
 * Slots in flight, their outcomes, the books, and the recorders of every latency. Must not know how a signal travels or where a report goes.
 */
@NullMarked
package io.loadgen.measurement;

import org.jspecify.annotations.NullMarked;
