package io.loadgen.sandbox;

import com.mongodb.MongoException;
import io.loadgen.sandbox.ChatRoom.RoomKey;
import io.loadgen.sandbox.MemberJob.NewMember;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Room-worker's steps of an add, in the contract's order.
 *
 * <p>Any thread. Source: chat contract §6, §13.4.
 */
final class AddJobs {
    private final WorkerRules rules;
    private final ChatDatabase database;
    private final RoomMemberships memberships;
    private final WorkerReads reads;
    private final MemberWrites writes;
    private final MemberAnnouncer announcer;
    private final RoomKeys keys;
    private final String site;

    AddJobs(
            WorkerRules rules,
            ChatDatabase database,
            WorkerReads reads,
            RoomMemberships memberships,
            MemberAnnouncer announcer,
            RoomKeys keys,
            String site) {
        this.rules = rules;
        this.keys = keys;
        this.site = site;
        this.database = database;
        this.reads = reads;
        this.memberships = memberships;
        this.writes = new MemberWrites(rules, database, reads, memberships);
        this.announcer = announcer;
    }

    /** Does a job and announces it; its result is the caller's to tell. */
    void add(MemberJob job) throws JobFailedException {
        try {
            if (job.fault() == Fault.FAIL_JOB_BEFORE_WRITES) {
                throw JobFailedException.retried("fault before the writes", null);
            }
            addTo(room(job), job);
        } catch (MongoException e) {
            throw JobFailedException.retried("database", e);
        }
    }

    private ChatRoom room(MemberJob job) throws JobFailedException {
        ChatRoom room = reads.room(job.roomId());
        if (room == null) {
            throw JobFailedException.retried("room " + job.roomId() + " not found", null);
        }
        if (!room.isChannel()) {
            throw JobFailedException.permanent(
                    "bad_request", "", "add-member only valid on channel rooms, got " + room.type());
        }
        return room;
    }

    private void addTo(ChatRoom room, MemberJob job) throws JobFailedException {
        List<ChatUser> candidates = candidates(job);
        ChatRoom stored = stored(room);
        List<NewMember> added = memberships.newcomers(stored, candidates).stream()
                .map(user -> new NewMember(UuidV7.compact(), user, rules.isBot(user.account())))
                .toList();
        boolean hadRows = memberships.hasRows(stored);
        List<ChatUser> individuals =
                hadRows || !job.orgs().isEmpty() ? individuals(room, job, candidates, added) : List.of();
        Addition addition = new Addition(job, candidates, added, individuals, newOrgs(room, job));
        markCrossSite(room, candidates);
        if (!rules.hasWork(addition)) {
            return;
        }
        // The candidates just read are what the platform reads again here: none can have vanished.
        ChatUser requester = requester(job);
        RoomKey key = rules.readsKeyFirst() && !added.isEmpty() ? key(room) : null;
        ChatRoom fresh = writes.write(addition, room, hadRows);
        announce(addition, new Told(room, fresh), requester, key);
    }

    /** The room as its members are to be looked for: they are not remembered. */
    private ChatRoom stored(ChatRoom room) {
        ChatRoom stored = reads.stored(room);
        if (stored == null) {
            memberships.forget(room.id());
            return room;
        }
        return stored;
    }

    private List<ChatUser> candidates(MemberJob job) {
        Set<String> listed = rules.addsListedBots() ? job.users() : Set.of();
        List<ChatUser> found = job.orgs().isEmpty()
                ? reads.users(job.users())
                : reads.remembered(database.users(job.users(), job.orgs(), rules.orgFields()));
        return found.stream()
                .filter(user -> !rules.isBot(user.account()) || listed.contains(user.account()))
                .toList();
    }

    private List<String> newOrgs(ChatRoom room, MemberJob job) {
        return job.orgs().stream()
                .filter(org -> !database.hasOrgRow(room.id(), org))
                .toList();
    }

    private void markCrossSite(ChatRoom room, List<ChatUser> candidates) {
        if (rules.marksCrossSite()
                && candidates.stream().anyMatch(user -> rules.isForeign(user, room.siteId(), site))) {
            database.setCrossSite(room.id(), Instant.now());
        }
    }

    /** Those listed by account who are to have a row of their own. Who came in with an org only gets none. */
    private List<ChatUser> individuals(ChatRoom room, MemberJob job, List<ChatUser> candidates, List<NewMember> added) {
        Set<String> listed = job.users();
        List<ChatUser> eligible = rules.upgradesMembers()
                ? candidates
                : added.stream().map(NewMember::user).toList();
        return eligible.stream()
                .filter(user -> listed.contains(user.account()))
                .filter(user -> !database.hasIndividualRow(room.id(), user))
                .toList();
    }

    private ChatUser requester(MemberJob job) throws JobFailedException {
        String account = job.request().requesterAccount();
        List<ChatUser> found = reads.users(List.of(account));
        if (found.isEmpty()) {
            throw JobFailedException.permanent(
                    "not_found", "user_not_found", "requester " + account + " not found (room " + job.roomId() + ")");
        }
        return found.getFirst();
    }

    private RoomKey key(ChatRoom room) throws JobFailedException {
        ChatRoom stored = reads.stored(room);
        RoomKey key = stored == null ? null : keys.read(stored);
        if (key == null) {
            throw JobFailedException.permanent("internal", "", rules.keyAbsent(room.id()));
        }
        return key;
    }

    private void announce(Addition addition, Told told, ChatUser requester, @Nullable RoomKey knownKey)
            throws JobFailedException {
        MemberJob job = addition.job();
        ChatRoom room = told.before();
        List<NewMember> added = addition.added();
        announcer.tellSubscriptions(job, told.after(), knownKey, added);
        if (!added.isEmpty()) {
            announcer.tellKey(room, knownKey == null ? key(told.after()) : knownKey, added);
        }
        if (rules.isAnnounced(addition)) {
            announcer.tellRoom(addition, room);
        }
        if (!added.isEmpty()) {
            announcer.tellInbox(addition, room);
        }
        if (rules.leavesMessage(addition)) {
            announcer.tellMessages(addition, room, requester);
        }
        announcer.tellOtherSites(job, room, added);
    }

    /** The room as the job began with it, which is what the room is told by, and with its new members, which is what these are told. */
    private record Told(ChatRoom before, ChatRoom after) {}
}
