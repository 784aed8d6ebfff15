@NullMarked
package io.loadgen.engine.rehearsal;

import org.jspecify.annotations.NullMarked;
