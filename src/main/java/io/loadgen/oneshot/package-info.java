/**
 * One run from the command line: seeds what it needs, runs, writes the reports, and says by its exit code how that went. It takes
 * the requests of the API and knows nothing of HTTP.
 */
@NullMarked
package io.loadgen.oneshot;

import org.jspecify.annotations.NullMarked;
