/**
 * A contract check, and one run from the command line: seeds what it needs, runs, writes the reports, and reports the result in its exit code.
 */
@NullMarked
package io.loadgen.cli;

import org.jspecify.annotations.NullMarked;
