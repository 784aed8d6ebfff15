package io.loadgen;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Marks unit tests that measure the heap: they have a process of their own, whose collector packs all that is live together, so that
 * what is in use is exactly that.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("own-heap")
public @interface OwnHeap {}
