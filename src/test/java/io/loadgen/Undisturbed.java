package io.loadgen;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Marks integration tests, a class of them or a single one, that hold times to a bar, load the whole machine, or look at what a process or a
 * machine has once: nothing of the build runs beside them.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("undisturbed")
public @interface Undisturbed {}
