package io.loadgen;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Marks integration tests that hold times to a bar, load the whole machine, or look at what a process has once: nothing of the build runs beside them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("undisturbed")
public @interface Undisturbed {}
