/**
 * What a rehearsal needs that has nothing to do with a run: when a process is warm, and signals made of echoes.
 */
@NullMarked
package io.loadgen.engine.rehearsal;

import org.jspecify.annotations.NullMarked;
