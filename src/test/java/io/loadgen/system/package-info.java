/** Whole runs against the whole sandbox, without the service around them. */
@NullMarked
package io.loadgen.system;

import org.jspecify.annotations.NullMarked;
