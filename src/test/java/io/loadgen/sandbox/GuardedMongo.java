package io.loadgen.sandbox;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The embedded server with users: one, which is whoever says that it is {@code loadgen}. What that one does is recorded; what it may not do
 * is refused, and told, as MongoDB does both. Others may do everything.
 */
public final class GuardedMongo implements AutoCloseable {
    /** What may be done: in which database, with which collection, what. */
    public record Grant(String database, String collection, String action) {}

    private static final Set<String> OF_EVERYBODY = Set.of(
            "hello",
            "isMaster",
            "ismaster",
            "ping",
            "buildInfo",
            "getMore",
            "killCursors",
            "endSessions",
            "connectionStatus",
            "whatsmyuri");

    private final MongoServer server;
    private final InetSocketAddress address;
    private final Set<Channel> ours = ConcurrentHashMap.newKeySet();
    private final Set<Grant> used = ConcurrentHashMap.newKeySet();
    private final List<String> refused = Collections.synchronizedList(new ArrayList<>());
    private volatile Set<Grant> granted = Set.of();
    private volatile boolean tells = true;

    private GuardedMongo() {
        server = new MongoServer(new Guard());
        server.bind("127.0.0.1", 0);
        address = server.getLocalAddress();
    }

    /** Starts a server with no data, and a user who may do nothing yet. */
    public static GuardedMongo start() {
        return new GuardedMongo();
    }

    /** A connection string without a database. */
    public String connectionString() {
        return "mongodb://127.0.0.1:" + address.getPort();
    }

    /** From now on the user may do this and nothing else. */
    public void grant(Set<Grant> all) {
        granted = Set.copyOf(all);
    }

    /** From now on the server tells, or does not tell, what the user may do. */
    public void tellPrivileges(boolean tell) {
        tells = tell;
    }

    /** What the user has done since the last call. */
    public Set<Grant> takeUsed() {
        Set<Grant> taken = new HashSet<>(used);
        used.removeAll(taken);
        return taken;
    }

    /** What was refused, as it was told. */
    public List<String> refused() {
        synchronized (refused) {
            return List.copyOf(refused);
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Guard extends IndexedBackend {
        @Override
        public Document handleCommand(Channel channel, String database, String command, Document query) {
            if (query.get("client") instanceof Document client
                    && client.get("application") instanceof Document application
                    && "loadgen".equals(application.get("name"))) {
                ours.add(channel);
            }
            if (ours.contains(channel)) {
                if (command.equals("connectionStatus")) {
                    return status();
                }
                if (!OF_EVERYBODY.contains(command)) {
                    admit(database, command, query);
                }
            }
            return super.handleCommand(channel, database, command, query);
        }

        private void admit(String database, String command, Document query) {
            String collection = String.valueOf(query.get(command));
            for (String action : actions(command, query)) {
                Grant needed = new Grant(database, collection, action);
                used.add(needed);
                if (!granted.contains(needed)) {
                    String words = "not authorized on " + database + " to execute command { " + command + ": \""
                            + collection + "\", lsid: { id: UUID(\"1\") } }";
                    refused.add(action + ": " + words);
                    throw new MongoServerError(13, "Unauthorized", words);
                }
            }
        }

        private Document status() {
            Document told = new Document("authenticatedUsers", List.of(new Document("user", "loadgen")))
                    .append("authenticatedUserRoles", List.of());
            if (tells) {
                told.append("authenticatedUserPrivileges", privileges());
            }
            return new Document("authInfo", told).append("ok", 1.0);
        }

        private List<Document> privileges() {
            Map<List<String>, List<String>> actions = granted.stream()
                    .collect(Collectors.groupingBy(
                            grant -> List.of(grant.database(), grant.collection()),
                            Collectors.mapping(Grant::action, Collectors.toList())));
            return actions.entrySet().stream()
                    .map(each -> new Document(
                                    "resource",
                                    new Document("db", each.getKey().getFirst())
                                            .append("collection", each.getKey().getLast()))
                            .append("actions", each.getValue()))
                    .toList();
        }
    }

    /** Source: MongoDB's manual, Privilege Actions, and the commands' pages. */
    private static List<String> actions(String command, Document query) {
        return switch (command) {
            case "find", "aggregate", "count", "distinct" -> List.of("find");
            case "delete" -> List.of("remove");
            case "createIndexes" -> List.of("createIndex");
            case "update" -> withUpsert(List.of("update"), anyUpserts(query));
            case "findAndModify", "findandmodify" ->
                Boolean.TRUE.equals(query.get("remove"))
                        ? List.of("find", "remove")
                        : withUpsert(List.of("find", "update"), Boolean.TRUE.equals(query.get("upsert")));
            default -> List.of(command);
        };
    }

    private static boolean anyUpserts(Document query) {
        return query.get("updates") instanceof Iterable<?> updates
                && StreamSupport.stream(updates.spliterator(), false)
                        .anyMatch(update -> update instanceof Document each && Boolean.TRUE.equals(each.get("upsert")));
    }

    private static List<String> withUpsert(List<String> actions, boolean upsert) {
        List<String> all = new ArrayList<>(actions);
        if (upsert) {
            all.add("insert");
        }
        return all;
    }
}
