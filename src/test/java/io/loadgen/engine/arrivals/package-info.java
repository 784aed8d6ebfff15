@NullMarked
package io.loadgen.engine.arrivals;

import org.jspecify.annotations.NullMarked;
