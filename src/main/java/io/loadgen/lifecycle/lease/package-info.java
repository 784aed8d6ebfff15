/**
 * The run lease, by which one run at a time is active among all replicas.
 */
@NullMarked
package io.loadgen.lifecycle.lease;

import org.jspecify.annotations.NullMarked;
