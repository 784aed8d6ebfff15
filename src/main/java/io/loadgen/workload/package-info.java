/**
 * Arrival schedules, the pacing loop, and the generators of both load models. Reaches the system under test through ports only.
 */
@NullMarked
package io.loadgen.workload;

import org.jspecify.annotations.NullMarked;
