/**
 * The open loop: requests at a fixed rate, whatever the system under test does.
 */
@NullMarked
package io.loadgen.engine.sustained;

import org.jspecify.annotations.NullMarked;
