/**
 * A run as it is watched while it goes on: one place that makes a snapshot of each second and tells whoever follows. Must not know
 * who follows, and never waits for them.
 */
@NullMarked
package io.loadgen.runs.live;

import org.jspecify.annotations.NullMarked;
