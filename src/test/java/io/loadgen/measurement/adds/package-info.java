@NullMarked
package io.loadgen.measurement.adds;

import org.jspecify.annotations.NullMarked;
