package io.loadgen.sandbox;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.Headers;
import io.loadgen.contract.SystemMessageIds;
import io.loadgen.sandbox.ChatRoom.RoomKey;
import io.loadgen.sandbox.MemberJob.NewMember;
import io.loadgen.sandbox.wire.AsyncJobResult;
import io.loadgen.sandbox.wire.ContractJson;
import io.loadgen.sandbox.wire.InboxEnvelope;
import io.loadgen.sandbox.wire.MemberAddEvent;
import io.loadgen.sandbox.wire.RoomKeyEvent;
import io.loadgen.sandbox.wire.SystemMessage;
import io.loadgen.sandbox.wire.SystemMessageEvent;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * What room-worker tells of a job.
 *
 * <p>Any thread. Source: chat contract §4.3 to §4.5, §6 steps 11 to 17, §13.3, §13.4.
 */
final class MemberAnnouncer {
    private static final Logger log = LoggerFactory.getLogger(MemberAnnouncer.class);
    private static final String MEMBER_ADDED = "member_added";

    private final ChatContract contract;
    private final WorkerRules rules;
    private final Wording wording;
    private final OrgDirectory orgs;
    private final RoomSubjectMode subjects;
    private final Connection connection;
    private final JetStreamPublisher publisher;
    private final EventPublisher events;
    private final FaultPlan faults;
    private final JsonMapper mapper = ContractJson.mapper();

    MemberAnnouncer(SimulatedPlatform.Services services, Connection connection, EventPublisher events)
            throws IOException {
        SimulatorSettings settings = services.settings();
        this.contract = services.contract();
        this.rules = services.rules();
        this.wording = rules.wording();
        this.orgs = new OrgDirectory(services.database(), rules.orgFields());
        this.subjects = settings.contractC().subjects();
        this.connection = connection;
        this.publisher = new JetStreamPublisher(connection);
        this.events = events;
        this.faults = settings.faults();
    }

    /** The key is told with the subscriptions where the version does so, else in an event of its own. */
    void tellSubscriptions(MemberJob job, ChatRoom room, @Nullable RoomKey key, List<NewMember> added) {
        for (NewMember member : added) {
            connection.publish(
                    contract.subscriptionUpdate(member.account()),
                    headers(job, null),
                    mapper.writeValueAsBytes(wording.subscriptionUpdate(job, room, key, member, now())));
        }
    }

    void tellKey(ChatRoom room, RoomKey key, List<NewMember> added) {
        if (!wording.sendsKeyApart()) {
            return;
        }
        byte[] event = mapper.writeValueAsBytes(new RoomKeyEvent(room.id(), key.version(), key.secret(), now()));
        for (NewMember member : added) {
            connection.publish(contract.roomKey(member.account()), event);
        }
    }

    void tellRoom(Addition addition, ChatRoom room) {
        MemberAddEvent event = wording.roomEvent(addition, room, orgs::member, now());
        events.publish(subjects.memberEvents(contract, room), addition.job().requestId(), event);
    }

    /** Failures are only logged. */
    void tellInbox(Addition addition, ChatRoom room) {
        MemberJob job = addition.job();
        String site = room.siteId();
        try {
            publisher.publish(
                    contract.inboxMemberAdded(),
                    headers(job, job.requestId() + ":" + site),
                    mapper.writeValueAsBytes(envelope(job, room, addition.added(), site)));
        } catch (IOException | JetStreamApiException e) {
            log.warn("no copy for the inbox: {}", e.toString());
        }
    }

    void tellMessages(Addition addition, ChatRoom room, ChatUser requester) throws JobFailedException {
        MemberJob job = addition.job();
        String id = SystemMessageIds.ofAddMembers(job.requestId());
        SystemMessage message = new SystemMessage(
                id,
                room.id(),
                requester.id(),
                requester.account(),
                wording.messageContent(addition, requester),
                ContractJson.time(Instant.ofEpochMilli(job.acceptedMillis())),
                "members_added",
                Base64.getEncoder().encodeToString(mapper.writeValueAsBytes(wording.messageData(addition))));
        SystemMessageEvent event = new SystemMessageEvent("created", message, room.siteId(), now());
        store(contract.systemMessage(), headers(job, id), mapper.writeValueAsBytes(event));
    }

    void tellOtherSites(MemberJob job, ChatRoom room, List<NewMember> added) throws JobFailedException {
        List<NewMember> foreign = added.stream()
                .filter(member -> rules.isForeign(member.user(), room.siteId(), contract.site()))
                .toList();
        for (String site : foreign.stream()
                .map(member -> member.user().siteId())
                .distinct()
                .toList()) {
            List<NewMember> its = foreign.stream()
                    .filter(member -> member.user().siteId().equals(site))
                    .toList();
            String id = job.requestId() + ":" + site;
            Object copy = wording.crossSite(room.id(), envelope(job, room, its, site), id, now());
            store(contract.crossSiteMemberAdded(site), headers(job, id), mapper.writeValueAsBytes(copy));
        }
    }

    private void store(String subject, io.nats.client.impl.Headers headers, byte[] body) throws JobFailedException {
        try {
            publisher.publish(subject, headers, body);
        } catch (IOException | JetStreamApiException e) {
            throw JobFailedException.retried("publish to " + subject, e);
        }
    }

    /** The event in it lists accounts in every version. */
    private InboxEnvelope envelope(MemberJob job, ChatRoom room, List<NewMember> added, String destination) {
        MemberAddEvent event = AccountsWording.accountsEvent(job, room, added, now());
        String payload = Base64.getEncoder().encodeToString(mapper.writeValueAsBytes(event));
        return new InboxEnvelope(MEMBER_ADDED, wording.origin(room, contract.site()), destination, payload, now());
    }

    void tellResult(MemberJob job, @Nullable JobFailedException failure) {
        String requester = job.request().requesterAccount();
        if (requester.isEmpty() || faults.strike(Fault.Occasion.RESULT) == Fault.DROP_RESULT) {
            return;
        }
        AsyncJobResult result = failure == null
                ? new AsyncJobResult(job.requestId(), "room.member.add", "ok", job.roomId(), "", "", "", now())
                : rules.failure(job.requestId(), job.roomId(), failure, now());
        connection.publish(
                contract.jobResult(requester, job.requestId()), headers(job, null), mapper.writeValueAsBytes(result));
    }

    private static io.nats.client.impl.Headers headers(MemberJob job, @Nullable String messageId) {
        io.nats.client.impl.Headers headers =
                new io.nats.client.impl.Headers().add(Headers.REQUEST_ID, job.requestId());
        return messageId == null ? headers : headers.add(Headers.MESSAGE_ID, messageId);
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
