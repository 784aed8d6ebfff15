/**
 * The progress of the active run, made once and handed to everyone who follows.
 */
@NullMarked
package io.loadgen.lifecycle.live;

import org.jspecify.annotations.NullMarked;
