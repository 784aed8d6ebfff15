package io.loadgen.mongo;

import com.mongodb.MongoException;
import io.loadgen.fixtures.privileges.DatabaseFeature;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server does not let the user do, read from the words of its error 13. Source: MongoDB's own text; servers that only speak its
 * protocol may have others.
 */
record Unauthorized(String database, String collection, String action) {
    /** Up to the collection: what follows of the command may be cut off. */
    private static final Pattern TEXT = Pattern.compile(
            "not authorized on (?<database>\\S+) to execute command \\{ ?(?<command>\\w+): \"(?<collection>[^\"]+)\"");

    /** What a command is called as a privilege; {@code insert}, {@code update} and others bear the same name. */
    private static final Map<String, String> ACTIONS = Map.of(
            "aggregate", "find",
            "count", "find",
            "distinct", "find",
            "delete", "remove",
            "createIndexes", "createIndex",
            "findAndModify", "update");

    /** Reads an error; empty when its text is another. */
    static Optional<Unauthorized> of(MongoException refused) {
        Matcher told = TEXT.matcher(String.valueOf(refused.getMessage()));
        return told.find()
                ? Optional.of(new Unauthorized(
                        told.group("database"),
                        told.group("collection"),
                        ACTIONS.getOrDefault(told.group("command"), told.group("command"))))
                : Optional.empty();
    }

    /** Such as {@code find on chat.rooms (preflight, audit)}. */
    @Override
    public String toString() {
        String features = DatabaseFeature.labels(collection, action);
        return action + " on " + database + "." + collection + (features.isEmpty() ? "" : " (" + features + ")");
    }
}
