/**
 * The report as a value, and its renderings. Must not know where the numbers came from.
 */
@NullMarked
package io.loadgen.reporting;

import org.jspecify.annotations.NullMarked;
