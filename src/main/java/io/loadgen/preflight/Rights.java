package io.loadgen.preflight;

import io.loadgen.injection.MissingRight;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of rights that the credentials lack. */
final class Rights {
    private Rights() {}

    /** Such as {@code the server does not let us subscribe to chat.room.*.event.member (every run)}. */
    static String finding(List<MissingRight> missing) {
        return "the server does not let us "
                + missing.stream()
                        .map(right -> right.words() + features(right))
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    /** What needs the right, in parentheses; nothing where no feature is known to. */
    static String features(MissingRight missing) {
        String names = String.join(", ", NatsRights.features(missing));
        return names.isEmpty() ? "" : " (" + names + ")";
    }

    /** How to get them: in the account of the server, or by a setting of ours. */
    static String remedy(List<MissingRight> missing) {
        return missing.stream().map(Rights::remedy).distinct().collect(Collectors.joining("; "));
    }

    private static String remedy(MissingRight missing) {
        return switch (missing.use()) {
            case INBOX ->
                "let the account publish and subscribe to " + missing.scope()
                        + ", or set loadgen.nats.inbox-prefix to what it may";
            case JETSTREAM ->
                "let the account publish to " + missing.subject()
                        + ", or set loadgen.nats.jetstream.domain or .api-prefix to where it has the API";
            case PLATFORM ->
                "use a backend credential (loadgen.nats.credentials-file), not a user's: one that may "
                        + new MissingRight(missing.right(), missing.scope(), missing.scope(), missing.use()).words();
        };
    }
}
