/**
 * What each request of a run was to add, kept for the audit: in memory, and on disk what is settled.
 */
@NullMarked
package io.loadgen.measurement.adds;

import org.jspecify.annotations.NullMarked;
