package io.loadgen.conformance;

import io.loadgen.conformance.RuleBook.Step;
import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Headers;
import io.loadgen.contract.RequestIds;
import io.loadgen.injection.InjectionException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays the steps of the rules one after the other. A step that is accepted is over when its job result has come, which is the last that
 * room-worker says of a job; the steps that follow give what would come behind it the time to come. One thread at a time.
 */
final class ContractPlayer {
    /** Of one reply, and of one result. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** A job that failed comes again at once in contracts A and B, and no sooner than half a second later in C. */
    private static final Duration SHORTEST_DELAY = Duration.ofMillis(400);

    /** So many steps that end in vain one after the other say that the platform does not answer any more. */
    private static final int STEPS_IN_VAIN = 3;

    private final CheckRooms rooms;
    private final ContractVersion version;
    private final ChatContract contract;
    private final RequestIds requestIds;
    private final InstantSource clock;
    private final Hearing hearing;
    private String lastId = "";
    private long number;

    ContractPlayer(CheckRooms rooms, ContractVersion version, RequestIds requestIds, InstantSource clock) {
        this.rooms = rooms;
        this.version = version;
        this.contract = ChatContract.of(version, rooms.site());
        this.requestIds = requestIds;
        this.clock = clock;
        this.hearing = new Hearing(rooms.prefix());
    }

    /** All that can be played, in order; fewer than there are when the platform does not answer any more or it was cancelled. */
    List<Played> play(List<Step> steps, ContractWire wire, BooleanSupplier cancelled)
            throws InjectionException, InterruptedException {
        List<Played> played = new ArrayList<>();
        int inVain = 0;
        try (ContractWire.Session session = wire.open(subjects(), hearing::heard)) {
            for (Step step : steps) {
                if (cancelled.getAsBoolean() || inVain == STEPS_IN_VAIN) {
                    break;
                }
                Played one = play(step, session);
                if (played.isEmpty()) {
                    requireAnswer(one);
                }
                inVain = one.complete() ? 0 : inVain + 1;
                played.add(one);
            }
        }
        return played.stream()
                .map(one -> new Played(
                        one.step(),
                        one.cast(),
                        one.requestId(),
                        one.reply(),
                        hearing.copy(one.messages()),
                        one.stored(),
                        one.complete()))
                .toList();
    }

    /** Whether somebody listens at all. */
    private void requireAnswer(Played first) throws InjectionException {
        WireMessage reply = first.reply();
        if (reply == null || reply.body().equals(WireMessage.NO_RESPONDERS)) {
            throw new InjectionException(
                    "nobody answers on " + subject(first.step(), first.cast())
                            + ": room-service is down, or listens to another subject or site",
                    null);
        }
    }

    /** Everything that any contract says of the check's own rooms and users, and streams that all share. */
    private List<String> subjects() {
        String site = rooms.site();
        Stream<String> shared =
                Stream.of(contract.canonicalMemberAdd(), contract.systemMessage(), "chat.inbox." + site + ".>");
        Stream<String> ofRooms = rooms.casts().stream()
                .flatMap(cast ->
                        Stream.of("chat.room." + cast.roomId() + ".>", "chat.local.room." + cast.roomId() + ".>"));
        Stream<String> ofUsers = rooms.casts().stream()
                .flatMap(cast -> cast.accounts().stream())
                .distinct()
                .flatMap(
                        account -> Stream.of(account, account.replace('.', '_')).distinct())
                .flatMap(account ->
                        Stream.of("chat.user." + account + ".event.>", "chat.user." + account + ".response.>"));
        return Stream.of(shared, ofRooms, ofUsers, toOtherSite())
                .flatMap(subjects -> subjects)
                .toList();
    }

    /** In contract C what is for the outbox goes on from there to where contract B puts it at once. */
    private Stream<String> toOtherSite() {
        return rooms.otherSite().isEmpty()
                ? Stream.empty()
                : Stream.of(ContractVersion.values())
                        .filter(each -> version != ContractVersion.C || each != ContractVersion.B)
                        .map(each -> ChatContract.of(each, rooms.site()).crossSiteMemberAdded(rooms.otherSite()));
    }

    private Played play(Step step, ContractWire.Session session) throws InjectionException, InterruptedException {
        Cast cast = rooms.cast(step.room());
        String requestId = requestId(step.sending().requestId());
        lastId = requestId;
        List<WireMessage> messages = hearing.begin(requestId, cast.roomId());
        WireMessage reply = session.ask(
                subject(step, cast),
                requestId.isEmpty() ? Map.of() : Map.of(Headers.REQUEST_ID, requestId),
                body(step, cast),
                LONGEST_WAIT);
        boolean complete = reply != null && (!isTakenOn(reply) || isDone(step, cast, messages));
        return new Played(
                step,
                cast,
                requestId,
                reply,
                messages,
                step.seesDocuments() ? rooms.documents(cast) : Map.of(),
                complete);
    }

    private String requestId(@Nullable String kind) {
        String next = requestIds.format(number++);
        return switch (kind) {
            case null -> next;
            case "none" -> "";
            case "malformed" -> "not-a-request-id-" + next.substring(0, 8);
            case "upper" -> next.toUpperCase(Locale.ROOT);
            case "again" -> lastId;
            default -> throw new IllegalStateException("no such request id: " + kind);
        };
    }

    private String subject(Step step, Cast cast) {
        if (step.job()) {
            return contract.canonicalMemberAdd();
        }
        String site = step.sending().site();
        ChatContract addressed = site == null ? contract : ChatContract.of(version, site);
        return addressed.memberAdd(cast.real(step.requester()), cast.roomId());
    }

    private String body(Step step, Cast cast) {
        JsonNode body = step.body();
        if (step.job() && body instanceof ObjectNode job) {
            body = job.deepCopy()
                    .put("requesterId", "<id of " + step.requester().substring(1))
                    .put("requesterAccount", step.requester())
                    .put("timestamp", clock.millis());
        }
        return cast.real(body.isString() ? body.asString() : body.toString());
    }

    /** Whatever is no refusal, so that what comes of it is heard. */
    private static boolean isTakenOn(WireMessage reply) {
        return !reply.body().equals(WireMessage.NO_RESPONDERS) && !reply.body().contains("\"error\"");
    }

    private boolean isDone(Step step, Cast cast, List<WireMessage> messages) throws InterruptedException {
        int results = step.sending().results(version);
        List<RuleBook.Operation> healing = step.sending().healing();
        if (!healing.isEmpty()) {
            hearing.await(messages, 1, LONGEST_WAIT);
            // Whatever is expected: a job that fails for minutes must not be left to the worker.
            if (version == ContractVersion.C || !hearing.await(messages, 2, SHORTEST_DELAY)) {
                rooms.carryOut(cast, healing);
            }
        }
        return hearing.await(messages, results, LONGEST_WAIT);
    }
}
