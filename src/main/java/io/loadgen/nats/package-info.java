/**
 * The NATS adapter behind the injection ports. Beside the sandbox the only package that imports the NATS client.
 */
@NullMarked
package io.loadgen.nats;

import org.jspecify.annotations.NullMarked;
