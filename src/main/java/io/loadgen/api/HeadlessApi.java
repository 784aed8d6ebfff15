package io.loadgen.api;

import org.springframework.context.annotation.Import;

/**
 * The part of the API that needs no HTTP, for whoever takes the same requests another way. Not annotated as a configuration, so
 * that the service, which has all of it already, does not find it.
 */
@Import({RunStarts.class, FixtureStarts.class, StrictJson.class})
public final class HeadlessApi {}
