package io.loadgen.sandbox;

import com.mongodb.MongoException;
import io.loadgen.contract.MemberAddEvent;
import io.loadgen.sandbox.MemberJob.NewMember;
import java.util.List;

/**
 * Room-worker's steps of an add, in the contract's order.
 *
 * <p>Any thread. Source: chat contract §6.
 */
final class AddJobs {
    private final PlatformRules rules;
    private final ChatDatabase database;
    private final RoomMemberships memberships;
    private final MemberWrites writes;
    private final MemberAnnouncer announcer;

    AddJobs(PlatformRules rules, ChatDatabase database, RoomMemberships memberships, MemberAnnouncer announcer) {
        this.rules = rules;
        this.database = database;
        this.memberships = memberships;
        this.writes = new MemberWrites(rules, database, memberships);
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
        ChatRoom room = database.room(job.roomId());
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
        boolean withOrgs = !job.orgs().isEmpty();
        List<ChatUser> candidates = database.users(job.users(), job.orgs(), rules.orgFields()).stream()
                .filter(user -> !rules.isBot(user.account()))
                .toList();
        List<NewMember> added = memberships.newcomers(room, candidates).stream()
                .map(user -> new NewMember(UuidV7.compact(), user))
                .toList();
        boolean hadOrgRows = memberships.hasOrgRows(room);
        List<ChatUser> individuals = withOrgs || hadOrgRows ? individuals(room, job, candidates, added) : List.of();
        boolean nothingElse = !rules.upgradesMembers() || (individuals.isEmpty() && !withOrgs);
        if (added.isEmpty() && nothingElse) {
            return;
        }
        // The documents just read are what the platform reads again here: none can have vanished.
        ChatUser requester = requester(job);
        ChatRoom fresh = writes.write(job, room, added, individuals, hadOrgRows);
        announce(job, fresh, requester, added);
    }

    /** Those listed by account who are to have a row of their own. Who came in with an org only gets none. */
    private List<ChatUser> individuals(ChatRoom room, MemberJob job, List<ChatUser> candidates, List<NewMember> added) {
        List<ChatUser> eligible = rules.upgradesMembers()
                ? candidates
                : added.stream().map(NewMember::user).toList();
        return eligible.stream()
                .filter(user -> job.users().contains(user.account()))
                .filter(user -> !database.hasIndividualRow(room.id(), user))
                .toList();
    }

    private ChatUser requester(MemberJob job) throws JobFailedException {
        String account = job.request().requesterAccount();
        List<ChatUser> found = database.users(List.of(account));
        if (found.isEmpty()) {
            throw JobFailedException.permanent(
                    "not_found", "user_not_found", "requester " + account + " not found (room " + job.roomId() + ")");
        }
        return found.getFirst();
    }

    private void announce(MemberJob job, ChatRoom room, ChatUser requester, List<NewMember> added)
            throws JobFailedException {
        announcer.tellSubscriptions(job, room, added);
        if (!added.isEmpty()) {
            ChatRoom.RoomKey key = room.key();
            if (key == null) {
                throw JobFailedException.permanent("internal", "", rules.keyAbsent(room.id()));
            }
            announcer.tellKey(room, key, added);
        }
        if (added.isEmpty() && (job.orgs().isEmpty() || !rules.announcesOrgsWithoutNewMembers())) {
            return;
        }
        MemberAddEvent event = announcer.event(job, room, added);
        announcer.tellRoom(job, event);
        if (!added.isEmpty()) {
            announcer.tellInbox(job, event);
        }
        announcer.tellMessages(job, room, requester, added);
        announcer.tellOtherSites(job, room, added);
    }
}
