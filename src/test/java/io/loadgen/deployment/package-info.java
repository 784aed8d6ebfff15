/**
 * Tests of what is deployed: image, chart, dashboard and alert rules, with the real programs that read them.
 */
@NullMarked
package io.loadgen.deployment;

import org.jspecify.annotations.NullMarked;
