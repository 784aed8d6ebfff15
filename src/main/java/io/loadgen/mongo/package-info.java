/**
 * MongoDB adapters of the fixture and audit ports. Holds every document shape that is written to the system under test.
 */
@NullMarked
package io.loadgen.mongo;

import org.jspecify.annotations.NullMarked;
