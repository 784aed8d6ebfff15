package io.loadgen.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoDatabase;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What the user of a connection may do, as the server tells it. Source: MongoDB's {@code connectionStatus}; an empty name of a database or
 * a collection stands for all of them.
 *
 * <p>Immutable; any thread.
 */
final class GrantedPrivileges {
    private final List<Document> privileges;

    private GrantedPrivileges(List<Document> privileges) {
        this.privileges = privileges;
    }

    /** Asks; empty where the server knows no users, or does not tell what they may. */
    static Optional<GrantedPrivileges> read(MongoDatabase database) {
        try {
            return told(database.runCommand(new Document("connectionStatus", 1).append("showPrivileges", true)));
        } catch (MongoCommandException unknown) {
            return Optional.empty();
        }
    }

    static Optional<GrantedPrivileges> told(Document status) {
        Document authentication = status.get("authInfo", new Document());
        List<Document> users = authentication.getList("authenticatedUsers", Document.class, List.of());
        List<Document> privileges = authentication.getList("authenticatedUserPrivileges", Document.class);
        return users.isEmpty() || privileges == null
                ? Optional.empty()
                : Optional.of(new GrantedPrivileges(privileges));
    }

    boolean permit(String database, String collection, String action) {
        return privileges.stream()
                .anyMatch(privilege -> covers(privilege.get("resource", new Document()), database, collection)
                        && permits(privilege.getList("actions", String.class, List.of()), action));
    }

    private static boolean permits(List<String> actions, String action) {
        return actions.contains(action) || actions.contains("anyAction");
    }

    private static boolean covers(Document resource, String database, String collection) {
        return resource.getBoolean("anyResource", false)
                || (isAllOr(resource.getString("db"), database)
                        && isAllOr(resource.getString("collection"), collection));
    }

    /** The names are absent where the resource is the cluster. */
    private static boolean isAllOr(@Nullable String named, String wanted) {
        return named != null && (named.isEmpty() || named.equals(wanted));
    }
}
