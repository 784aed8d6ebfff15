/**
 * One run: preflight, connection, audit and the measured window, for every type of run. Reaches the system under test
 * through ports only.
 */
@NullMarked
package io.loadgen.engine;

import org.jspecify.annotations.NullMarked;
