/**
 * The messages of the platform as its simulated services read and write them. The product reads and writes
 * them in its own way.
 */
@NullMarked
package io.loadgen.sandbox.wire;

import org.jspecify.annotations.NullMarked;
