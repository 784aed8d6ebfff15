/**
 * Ports through which a generator reaches the system under test and is told of its signals. Must not know a client library.
 */
@NullMarked
package io.loadgen.injection;

import org.jspecify.annotations.NullMarked;
