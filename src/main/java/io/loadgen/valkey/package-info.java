/**
 * Adapter for room keys in Valkey, where contract A has them. Must not know MongoDB, a load or a run.
 */
@NullMarked
package io.loadgen.valkey;

import org.jspecify.annotations.NullMarked;
