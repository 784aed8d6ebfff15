/**
 * The progress of the active run, on a terminal or in the log.
 */
@NullMarked
package io.loadgen.operations.console;

import org.jspecify.annotations.NullMarked;
