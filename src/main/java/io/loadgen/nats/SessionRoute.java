package io.loadgen.nats;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.EchoedAdd;
import io.loadgen.injection.AddTarget;
import io.loadgen.injection.SessionOptions;
import io.loadgen.nats.RequestFrames.Echo;
import io.loadgen.spec.InjectMode;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the requests of a session go and its signals come: by way of the platform, or of nobody.
 *
 * <p>To ourselves each request is followed by the messages that a platform would send which adds everybody, so that every message comes back
 * that comes in a run, on a subject and with a body of its own. Not one thing may differ that the compilers see: code that was made for echoes
 * would be thrown away by the first signal of the run.
 *
 * @param requests one subject for each target
 * @param echoes what is sent behind each request
 * @param events where member events come
 * @param eventsOnSite where they come that stay on the site
 * @param results where job results come
 * @param handoffs where canonical jobs come, null where they are not watched
 * @param outbox where outbox messages come, null where they are not watched
 * @param unheard what is to have a subscriber, so that the server does not call it nobody's, and is no signal; null for nothing
 */
record SessionRoute(
        List<String> requests,
        List<Echo> echoes,
        List<String> events,
        List<String> eventsOnSite,
        String results,
        @Nullable String handoffs,
        @Nullable String outbox,
        @Nullable String unheard) {
    /** By way of the platform. */
    static SessionRoute ofPlatform(ChatContract contract, SessionOptions options, List<AddTarget> targets) {
        List<String> requests = targets.stream()
                .map(target -> switch (options.mode()) {
                    case FRONTDOOR -> contract.memberAdd(target.requesterAccount(), target.roomId());
                    case CANONICAL -> contract.canonicalMemberAdd();
                })
                .toList();
        String global = contract.memberEvent("*");
        return new SessionRoute(
                requests,
                List.of(),
                List.of(global),
                contract.memberEventWildcards().stream()
                        .filter(events -> !events.equals(global))
                        .toList(),
                contract.jobResultWildcard(),
                options.observeHandoff() ? contract.canonicalMemberAdd() : null,
                options.otherSite().map(contract::crossSiteMemberAdded).orElse(null),
                null);
    }

    /** To ourselves: what a request is sent to is what a handoff comes on. */
    static SessionRoute ofOurselves(
            ChatContract contract, SessionOptions options, List<AddTarget> targets, ReplySubjects replies) {
        byte[] first = options.mode() == InjectMode.FRONTDOOR ? EchoedAdd.REPLY : EchoedAdd.ACK;
        String events = replies.echo("event");
        String results = replies.echo("result");
        String requests = replies.echo("request.*");
        return new SessionRoute(
                IntStream.range(0, targets.size())
                        .mapToObj(target -> replies.echo("request." + target))
                        .toList(),
                List.of(
                        Echo.reply(replies, first),
                        Echo.message(events, request -> EchoedAdd.event(contract.version(), request)),
                        Echo.message(results, request -> EchoedAdd.RESULT)),
                List.of(events),
                List.of(),
                results,
                options.observeHandoff() ? requests : null,
                null,
                options.observeHandoff() ? null : requests);
    }
}
