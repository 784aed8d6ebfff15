package io.loadgen.injection;

import io.loadgen.injection.MissingRight.Right;
import io.loadgen.injection.MissingRight.Use;

/**
 * A right on NATS that a feature needs.
 *
 * <p>Immutable; any thread.
 *
 * @param feature what needs it, in the words of the documented table
 * @param right what has to be permitted
 * @param use what the subject is for
 * @param subject the subject, maybe with wildcards; of inboxes and of JetStream's API what is behind the account's prefix and its dot
 */
public record NeededRight(String feature, Right right, Use use, String subject) {}
