/**
 * What was asked for: fixture sets, runs, limits and abort conditions, each checked as it is made. Pure: no I/O, no
 * driver.
 */
@NullMarked
package io.loadgen.spec;

import org.jspecify.annotations.NullMarked;
