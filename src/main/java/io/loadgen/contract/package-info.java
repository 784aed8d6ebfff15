/**
 * The wire contract of the chat platform: subjects, headers, messages, versions and their JSON. Must not know who sends, measures or stores them.
 */
@NullMarked
package io.loadgen.contract;

import org.jspecify.annotations.NullMarked;
