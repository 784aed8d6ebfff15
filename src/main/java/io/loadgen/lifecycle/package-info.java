/**
 * Takes runs on, one at a time, and leads each from its start to its end.
 */
@NullMarked
package io.loadgen.lifecycle;

import org.jspecify.annotations.NullMarked;
