/**
 * What is kept of runs when they are over, or when the process is: summaries, reports, checkpoints and named baselines, and where
 * they go while their database is away. Must not know which database that is.
 */
@NullMarked
package io.loadgen.history;

import org.jspecify.annotations.NullMarked;
