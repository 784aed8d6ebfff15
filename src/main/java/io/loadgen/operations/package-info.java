/**
 * Settings, bean wiring, health, meters and orderly shutdown: where the Spring-free packages become a service.
 */
@NullMarked
package io.loadgen.operations;

import org.jspecify.annotations.NullMarked;
