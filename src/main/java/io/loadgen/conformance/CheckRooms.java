package io.loadgen.conformance;

import io.loadgen.conformance.RuleBook.Operation;
import io.loadgen.fixtures.Cancellation;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.ProbeSets;
import io.loadgen.spec.FixtureSpec;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The rooms of one check: a fixture set under a prefix of its own that no seeding can have. One thread at a time. */
final class CheckRooms implements AutoCloseable {
    private static final String USERS = "users";
    private static final String APPS = "apps";

    /** A number in rules: one member less than rooms take. */
    private static final String BELOW_MAX = "\"<max - 1>\"";

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final CheckPorts ports;
    private final FixturePlan plan;
    private final int maxRoomSize;
    private final String otherSite;
    private final Map<String, Cast> rooms = new LinkedHashMap<>();

    /** With numbers of one's own; {@code maxRoomSize} is what the platform's rooms are thought to take, {@code otherSite} is empty for none. */
    CheckRooms(CheckPorts ports, RuleBook book, long seed, String site, String otherSite, int maxRoomSize) {
        this.ports = ports;
        this.maxRoomSize = maxRoomSize;
        this.otherSite = otherSite;
        List<String> names = book.roomNames();
        plan = plan(seed, site, names.size());
        IntStream.range(0, names.size()).forEach(room -> rooms.put(names.get(room), new Cast(plan, room, otherSite)));
    }

    private static FixturePlan plan(long seed, String site, int rooms) {
        return new FixturePlan(new FixtureSpec(
                ProbeSets.CONTRACT_CHECK,
                seed,
                site,
                rooms,
                Cast.MEMBERS,
                Cast.CANDIDATES,
                Cast.MEMBERS + Cast.CANDIDATES,
                Cast.USERS_PER_BLOCK));
    }

    /** Writes everything. */
    void write(RuleBook book) {
        ports.store().seed(plan, progress -> {}, new Cancellation());
        for (int user = 0; user < plan.spec().users(); user++) {
            // By account, so that no two are alike.
            ObjectNode names = MAPPER.createObjectNode()
                    .put("engName", "Eng " + plan.account(user))
                    .put("chineseName", "Chi " + plan.account(user))
                    .put("sectName", "Name of " + plan.sectId(user))
                    .put("deptName", "");
            ports.documents()
                    .update(
                            USERS,
                            MAPPER.createObjectNode()
                                    .put("_id", plan.userId(user))
                                    .toString(),
                            MAPPER.createObjectNode().set("$set", names).toString());
        }
        book.rooms().forEach((room, operations) -> carryOut(cast(room), operations));
    }

    /** Changes documents as rules have it. */
    void carryOut(Cast cast, List<Operation> operations) {
        for (Operation operation : operations) {
            if (operation.collection().equals("keys")) {
                ports.keys().remove(List.of(cast.roomId()));
            } else if (operation.document() != null) {
                ports.documents().insert(operation.collection(), real(cast, operation.document()));
            } else if (operation.change() != null) {
                ports.documents()
                        .update(operation.collection(), real(cast, operation.where()), real(cast, operation.change()));
            } else {
                ports.documents().remove(operation.collection(), real(cast, operation.where()));
            }
        }
    }

    private String real(Cast cast, @Nullable JsonNode json) {
        return cast.real(String.valueOf(json)).replace(BELOW_MAX, Integer.toString(maxRoomSize - 1));
    }

    Cast cast(String room) {
        return Objects.requireNonNull(rooms.get(room), room);
    }

    String prefix() {
        return plan.prefix();
    }

    String site() {
        return plan.spec().site();
    }

    /** Empty for none. */
    String otherSite() {
        return otherSite;
    }

    /** Who takes part, and in what rooms. */
    Collection<Cast> casts() {
        return rooms.values();
    }

    /** The documents of a room, by kind. */
    Map<String, List<String>> documents(Cast cast) {
        return Map.of(
                Recording.ROOM, find("rooms", "_id", cast),
                Recording.SUBSCRIPTION, find("subscriptions", "roomId", cast),
                Recording.ROW, find("room_members", "rid", cast));
    }

    private List<String> find(String collection, String field, Cast cast) {
        return ports.documents()
                .find(
                        collection,
                        MAPPER.createObjectNode().put(field, cast.roomId()).toString());
    }

    /** Removes everything, also what room-worker wrote. May be repeated. */
    @Override
    public void close() {
        ports.documents().removeBeginningWith(APPS, prefix());
        ports.store().teardown(plan.spec(), progress -> {}, new Cancellation());
    }
}
