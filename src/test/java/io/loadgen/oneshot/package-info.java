/** Tests of the one-shot run. */
@NullMarked
package io.loadgen.oneshot;

import org.jspecify.annotations.NullMarked;
