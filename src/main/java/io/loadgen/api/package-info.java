/**
 * The HTTP API: controllers, request and response records, problem details. Must not reach generators or adapters.
 */
@NullMarked
package io.loadgen.api;

import org.jspecify.annotations.NullMarked;
