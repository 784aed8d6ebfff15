/**
 * Looks before every load whether the platform and the fixture set are fit to be measured: named checks, each with what was found
 * and how to mend it, and one add of its own from end to end. Must not know how a run is carried out or reported.
 */
@NullMarked
package io.loadgen.preflight;

import org.jspecify.annotations.NullMarked;
