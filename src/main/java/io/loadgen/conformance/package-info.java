/**
 * The contract check: plays every rule of the contract that can be seen from outside against a running platform, in rooms of its
 * own, and tells rule by rule which contracts the platform is alike. The rules are data, in {@code contract-rules.json}. Must not
 * know how a run is carried out or reported.
 */
@NullMarked
package io.loadgen.conformance;

import org.jspecify.annotations.NullMarked;
