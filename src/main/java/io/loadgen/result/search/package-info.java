/**
 * What a search for the highest rate that holds came to.
 */
@NullMarked
package io.loadgen.result.search;

import org.jspecify.annotations.NullMarked;
