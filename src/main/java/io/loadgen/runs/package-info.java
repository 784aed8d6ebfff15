/**
 * The life of a run: its specification, states, manager, verdict and store port. Must not know how a report is rendered or served.
 */
@NullMarked
package io.loadgen.runs;

import org.jspecify.annotations.NullMarked;
