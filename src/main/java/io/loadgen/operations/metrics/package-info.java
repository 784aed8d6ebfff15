/**
 * The metrics of runs, as Prometheus reads them.
 */
@NullMarked
package io.loadgen.operations.metrics;

import org.jspecify.annotations.NullMarked;
