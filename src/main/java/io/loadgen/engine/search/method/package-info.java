/**
 * How the highest rate that holds is found: which loads are tried in which order, and when it is known. After RFC 9971, with its lost
 * frames read as requests that are not good. Pure: it sees outcomes of trials, and knows neither clock nor platform.
 */
@NullMarked
package io.loadgen.engine.search.method;

import org.jspecify.annotations.NullMarked;
