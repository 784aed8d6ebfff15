/**
 * Renderings of results and comparisons: text, HTML, CSV, JUnit, HdrHistogram logs.
 */
@NullMarked
package io.loadgen.report;

import org.jspecify.annotations.NullMarked;
