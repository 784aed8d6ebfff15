package io.loadgen.preflight;

import static io.loadgen.result.PreflightCheck.fail;
import static io.loadgen.result.PreflightCheck.pass;
import static io.loadgen.result.PreflightCheck.skipped;
import static io.loadgen.result.PreflightCheck.warn;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ReplyReader;
import io.loadgen.contract.RequestIds;
import io.loadgen.injection.Answer;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.MissingRight;
import io.loadgen.injection.MissingRight.Right;
import io.loadgen.injection.MissingRight.Use;
import io.loadgen.injection.NeededRight;
import io.loadgen.injection.PlatformInspection;
import io.loadgen.result.PreflightCheck;
import io.loadgen.spec.InjectMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Who listens, and what these credentials may do. Requests go to a room of this service's own prefix that does not exist, by a
 * requester who does not exist: room-service refuses them before it does anything. Source: chat contract §1, traps T4 to T6.
 */
final class SubjectChecks {
    static final String ROOM_SERVICE = "room-service";
    static final String WILDCARDS = "wildcard-subscribers";
    static final String PERMISSIONS = "permissions";
    static final List<String> NAMES = List.of(PERMISSIONS, ROOM_SERVICE, WILDCARDS);
    private static final String NOBODY = "lg_preflight_nobody";
    private static final byte[] EMPTY_ADD = "{\"users\":[]}".getBytes(StandardCharsets.UTF_8);
    private static final Duration REPLY_WAIT = Duration.ofSeconds(2);

    /** The server says at once that nobody listens. */
    private static final Duration REFUSAL_WAIT = Duration.ofMillis(500);

    private final PlatformInspection platform;
    private final ChatContract contract;
    private final RequestIds requestIds;

    SubjectChecks(PlatformInspection platform, ChatContract contract, RandomGenerator random) {
        this.platform = platform;
        this.contract = contract;
        this.requestIds = new RequestIds(random.nextLong());
    }

    /** One after the other: a permission violation is told of a connection, not of the call that caused it. */
    Step step(PreflightRequest request) {
        InjectMode inject = request.inject();
        return new Step(NAMES, () -> {
            Answer service = inject == InjectMode.FRONTDOOR ? askRoomService() : new Answer.Silence();
            return List.of(
                    permissions(request, service),
                    inject == InjectMode.FRONTDOOR
                            ? roomService(service)
                            : skipped(ROOM_SERVICE, "canonical jobs go past it"),
                    wildcards());
        });
    }

    private Answer askRoomService() throws InjectionException, InterruptedException {
        return platform.ask(contract.memberAdd(NOBODY, NOBODY), requestIds.format(0), EMPTY_ADD, REPLY_WAIT);
    }

    private PreflightCheck permissions(PreflightRequest request, Answer service)
            throws InjectionException, InterruptedException {
        List<NeededRight> needed =
                NatsRights.toTry(contract, request.inject(), request.people().otherSite() != null);
        List<MissingRight> denied = new ArrayList<>(platform.denied(needed));
        if (service instanceof Answer.NotPermitted refused) {
            denied.add(refused.missing());
        }
        return denied.isEmpty()
                ? pass(
                        PERMISSIONS,
                        "these credentials may subscribe to "
                                + needed.stream()
                                        .filter(right ->
                                                right.right() == Right.SUBSCRIBE && right.use() == Use.PLATFORM)
                                        .map(NeededRight::subject)
                                        .collect(Collectors.joining(", "))
                                + ", send what a run sends, and use inboxes of their own")
                : fail(PERMISSIONS, Rights.finding(denied), Rights.remedy(denied));
    }

    private PreflightCheck roomService(Answer answer) {
        return switch (answer) {
            case Answer.Replied reply -> answered(reply);
            case Answer.NobodyListens nobody ->
                fail(
                        ROOM_SERVICE,
                        "nobody listens on " + contract.memberAddWildcard(),
                        "start room-service, or set loadgen.site to the platform's");
            case Answer.NotPermitted refused -> skipped(ROOM_SERVICE, "not permitted to ask it, see " + PERMISSIONS);
            case Answer.Silence none ->
                fail(
                        ROOM_SERVICE,
                        "no answer within " + REPLY_WAIT.toSeconds() + " s: room-service hangs, or a wildcard"
                                + " subscriber hides that it is not there",
                        "see whether room-service is up and not overloaded");
        };
    }

    private PreflightCheck answered(Answer.Replied reply) {
        return ReplyReader.isAccepted(reply.body())
                ? fail(
                        ROOM_SERVICE,
                        "somebody accepted an add by a requester who does not exist: it is not room-service",
                        "see who subscribes to " + contract.memberAddWildcard())
                : pass(ROOM_SERVICE, "answers within " + millis(reply.nanos()));
    }

    /** Nobody serves this operation; so the server says so at once, unless somebody listens to everything. */
    private PreflightCheck wildcards() throws InjectionException, InterruptedException {
        String unserved = NatsRights.unserved(contract.memberAdd(NOBODY, NOBODY));
        return switch (platform.ask(unserved, requestIds.format(1), EMPTY_ADD, REFUSAL_WAIT)) {
            case Answer.NobodyListens nobody -> pass(WILDCARDS, "nobody listens to all of chat.user.>");
            case Answer.NotPermitted refused ->
                skipped(
                        WILDCARDS,
                        "not permitted to ask: " + refused.missing().words() + Rights.features(refused.missing()));
            case Answer.Replied reply -> warn(WILDCARDS, "somebody answers " + unserved, mendWildcards());
            case Answer.Silence none ->
                warn(
                        WILDCARDS,
                        "somebody listens to a wildcard such as chat.>, so a service that is not there shows as a"
                                + " timeout instead of no-responders",
                        mendWildcards());
        };
    }

    private static String mendWildcards() {
        return "end subscribers of >, chat.> or chat.user.> while you measure";
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
