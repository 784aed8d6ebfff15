/**
 * What the JVM and the kernel say of the generator while it measures.
 */
@NullMarked
package io.loadgen.engine.health;

import org.jspecify.annotations.NullMarked;
