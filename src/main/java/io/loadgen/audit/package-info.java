/**
 * Compares, after a run, what the database holds with what the run was promised. Must not know how rooms are read, nor what a
 * verdict makes of the findings.
 */
@NullMarked
package io.loadgen.audit;

import org.jspecify.annotations.NullMarked;
