/**
 * The whole platform on one machine: a real nats-server, an embedded MongoDB-protocol server and simulated services that
 * follow the chat contract. For trials and tests only; nothing but its own wiring may depend on it.
 */
@NullMarked
package io.loadgen.sandbox;

import org.jspecify.annotations.NullMarked;
