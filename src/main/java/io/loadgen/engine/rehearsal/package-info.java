/**
 * What a rehearsal needs that has nothing to do with a run: how long it may take, and when a process is warm.
 */
@NullMarked
package io.loadgen.engine.rehearsal;

import org.jspecify.annotations.NullMarked;
