/**
 * The use cases beneath the edges: what the API and the command line both ask for. Must know neither of them.
 */
@NullMarked
package io.loadgen.application;

import org.jspecify.annotations.NullMarked;
