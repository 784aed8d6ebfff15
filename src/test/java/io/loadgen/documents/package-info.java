/** What the documents tell to do is done. */
@NullMarked
package io.loadgen.documents;

import org.jspecify.annotations.NullMarked;
