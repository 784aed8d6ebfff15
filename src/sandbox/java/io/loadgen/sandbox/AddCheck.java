package io.loadgen.sandbox;

import io.loadgen.contract.ChannelRef;
import io.loadgen.sandbox.wire.AddMembersRequest;
import io.loadgen.sandbox.wire.ContractJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The checks of room-service on a request to add members, in the contract's order, and the canonical job that comes of it.
 *
 * <p>Any thread. Source: chat contract §5, §13.2.
 */
final class AddCheck {
    private final ServiceRules rules;
    private final ChatDatabase database;
    private final RoomMemberships memberships;
    private final String site;
    private final int maxRoomSize;
    private final JsonMapper mapper = ContractJson.mapper();

    AddCheck(ServiceRules rules, ChatDatabase database, RoomMemberships memberships, String site, int maxRoomSize) {
        this.rules = rules;
        this.database = database;
        this.memberships = memberships;
        this.site = site;
        this.maxRoomSize = maxRoomSize;
    }

    /** The body of the canonical job. */
    byte[] check(String account, String roomId, byte[] body) throws RefusedException {
        AddMembersRequest request = rules.readsBodyFirst() ? read(body) : null;
        Document subscription = database.subscription(roomId, account);
        if (subscription == null) {
            throw rules.notSubscribed(account, roomId);
        }
        ChatRoom room = checkRoom(roomId, subscription);
        if (request == null) {
            request = read(body);
        }
        if (!request.roomId().isEmpty() && !request.roomId().equals(roomId)) {
            throw rules.roomIdMismatch();
        }
        rules.checkHistoryMode(request.history().mode());
        Set<String> users = new LinkedHashSet<>(orEmpty(request.users()));
        for (String user : users) {
            rules.checkListed(user, database::isEnabledApp);
        }
        Set<String> orgs = new LinkedHashSet<>(orEmpty(request.orgs()));
        for (ChannelRef channel : orEmpty(request.channels())) {
            expand(channel, account, users, orgs);
        }
        if (rules.refusesUnknownTargets()) {
            checkTargetsExist(users, orgs);
        }
        checkCapacity(room, users, orgs);
        return job(roomId, request, users, orgs, subscription);
    }

    private byte[] job(
            String roomId, AddMembersRequest request, Set<String> users, Set<String> orgs, Document subscription) {
        Document requester = subscription.get("u", new Document());
        return mapper.writeValueAsBytes(new AddMembersRequest(
                roomId,
                users.isEmpty() ? null : List.copyOf(users),
                orgs.isEmpty() ? null : List.copyOf(orgs),
                request.channels(),
                request.history(),
                historyCap(subscription),
                ChatUser.text(requester, "_id"),
                ChatUser.text(requester, "account"),
                System.currentTimeMillis()));
    }

    /** From when on the requester may read, where that binds who is added, too. */
    private @Nullable Long historyCap(Document subscription) {
        return rules.capsHistory() && subscription.get("historySharedSince") instanceof Date since
                ? Long.valueOf(since.toInstant().toEpochMilli())
                : null;
    }

    private AddMembersRequest read(byte[] body) throws RefusedException {
        try {
            // The literal null is an empty request in Go.
            @Nullable AddMembersRequest request = mapper.readValue(body, AddMembersRequest.class);
            return Objects.requireNonNullElseGet(request, () -> mapper.readValue("{}", AddMembersRequest.class));
        } catch (JacksonException e) {
            throw rules.unreadableBody(body, e);
        }
    }

    private ChatRoom checkRoom(String roomId, Document subscription) throws RefusedException {
        ChatRoom room = database.room(roomId);
        if (room == null) {
            throw RefusedException.internal();
        }
        if (!room.isChannel()) {
            throw new RefusedException(
                    "bad_request", "non_channel_operation", "cannot add members to a non-channel room");
        }
        if (room.isRestricted()
                && !subscription.getList("roles", String.class, List.of()).contains("owner")) {
            throw new RefusedException(
                    "forbidden", "not_room_owner", "only owners can add members to a restricted room");
        }
        return room;
    }

    private void expand(ChannelRef channel, String account, Set<String> users, Set<String> orgs)
            throws RefusedException {
        if (!channel.siteId().equals(site)) {
            // The sandbox is one site: nobody answers for another, which room-service does not tell its client.
            throw RefusedException.internal();
        }
        if (database.subscription(channel.roomId(), account) == null) {
            throw rules.notMemberOfSource();
        }
        List<Document> rows = database.roomMembers(channel.roomId(), maxRoomSize + 1);
        List<String> members =
                rows.isEmpty() ? database.subscribedAccounts(channel.roomId(), maxRoomSize + 1) : accounts(rows, orgs);
        if (Math.max(rows.size(), members.size()) > maxRoomSize) {
            throw RefusedException.internal();
        }
        members.stream().filter(member -> !rules.isBot(member)).forEach(users::add);
    }

    private static List<String> accounts(List<Document> rows, Set<String> orgs) {
        List<String> accounts = new ArrayList<>();
        for (Document member : rows) {
            if (ChatUser.text(member, "type").equals("org")) {
                orgs.add(ChatUser.text(member, "id"));
            } else {
                accounts.add(ChatUser.text(member, "account"));
            }
        }
        return accounts;
    }

    private void checkTargetsExist(Set<String> users, Set<String> orgs) throws RefusedException {
        for (String org : orgs) {
            if (!database.hasUserOf(org, rules.orgFields())) {
                throw new RefusedException("bad_request", "invalid_org", "invalid org \"" + org + "\"");
            }
        }
        if (users.isEmpty()) {
            return;
        }
        Set<String> missing = new LinkedHashSet<>(users);
        database.users(users).forEach(user -> missing.remove(user.account()));
        if (!missing.isEmpty()) {
            String first = missing.iterator().next();
            throw new RefusedException("not_found", "user_not_found", "user \"" + first + "\" not found");
        }
    }

    private void checkCapacity(ChatRoom room, Set<String> users, Set<String> orgs) throws RefusedException {
        boolean counts =
                rules.alwaysCountsNewMembers() || !orgs.isEmpty() || room.userCount() + users.size() > maxRoomSize;
        if (!counts) {
            return;
        }
        List<ChatUser> candidates = database.users(users, orgs, rules.orgFields()).stream()
                .filter(user -> !rules.isBot(user.account()))
                .toList();
        long adding = memberships.newcomers(room, candidates).size();
        if (room.userCount() + adding > maxRoomSize) {
            throw ServiceRules.full(maxRoomSize, adding, room.userCount());
        }
    }

    private static <T> Collection<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
