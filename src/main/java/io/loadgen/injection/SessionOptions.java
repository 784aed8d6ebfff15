package io.loadgen.injection;

import io.loadgen.spec.InjectMode;

/**
 * What a session injects and observes.
 *
 * @param mode where requests enter
 * @param observeHandoff whether the canonical subject is watched
 */
public record SessionOptions(InjectMode mode, boolean observeHandoff) {}
