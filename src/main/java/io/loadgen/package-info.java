/** Loadgen: load-tests adding members to a room of a chat platform, over NATS. */
@NullMarked
package io.loadgen;

import org.jspecify.annotations.NullMarked;
