/**
 * The search for the highest rate that holds: open-loop trials, each in rooms that no other had, on an empty backlog.
 */
@NullMarked
package io.loadgen.engine.search;

import org.jspecify.annotations.NullMarked;
