package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.loadgen.Nightly;
import io.loadgen.conformance.ContractCheckException;
import io.loadgen.conformance.ContractReport;
import io.loadgen.conformance.RuleOutcome;
import io.loadgen.conformance.RuleOutcome.Outcome;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Headers;
import io.loadgen.sandbox.DeviantWire.Change;
import io.loadgen.sandbox.DeviantWire.Sent;
import io.loadgen.sandbox.SimulatedPlatform.Deviation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulated services keep their own contracts; and whatever they are made to do otherwise is found, and nothing else. */
@Timeout(300)
class ContractCheckIT {
    private static final DeviantWire WIRE = new DeviantWire();
    private static final DeviantRules RULES = new DeviantRules();
    private static ContractCheckBench deviant;

    @BeforeAll
    static void start() throws Exception {
        deviant = new ContractCheckBench(ContractVersion.C, new Deviation(WIRE, RULES));
    }

    @AfterAll
    static void stop() {
        deviant.close();
    }

    @ParameterizedTest
    @EnumSource
    void aPlatformThatKeepsItsContractDiffersInNothing(ContractVersion version) throws Exception {
        try (ContractCheckBench bench = new ContractCheckBench(version, Deviation.NONE)) {
            bench.database
                    .getCollection("users")
                    .insertOne(new Document("_id", "lg_contract-check_10000_u000001").append("account", "left"));

            ContractReport report = bench.check();

            assertThat(report.contract()).isEqualTo(version);
            assertThat(report.rules())
                    .filteredOn(rule -> rule.outcome() == Outcome.DIFFERS)
                    .isEmpty();
            assertThat(report.unknownFields()).isEmpty();
            assertThat(report.rules())
                    .filteredOn(rule -> rule.outcome() == Outcome.SKIPPED)
                    .isEmpty();
            assertThat(report.asExpected()).isGreaterThan(130);
            nothingIsLeft(bench);

            bench.platform.stopRoomService();
            assertThatThrownBy(bench::check)
                    .isInstanceOf(ContractCheckException.class)
                    .hasMessageStartingWith("nobody answers on chat.user.lg_contract-check_")
                    .hasMessageEndingWith("room-service is down, or listens to another subject or site");
            nothingIsLeft(bench);
        }
    }

    /** Not even of a check whose process died long ago. */
    private static void nothingIsLeft(ContractCheckBench bench) {
        for (String collection : List.of("users", "rooms", "subscriptions", "room_members", "apps")) {
            assertThat(bench.database.getCollection(collection).countDocuments())
                    .as(collection)
                    .isZero();
        }
    }

    @Test
    void ofAnotherContractEachRuleTellsWhichItIsAlike() throws Exception {
        ContractReport report = deviant.checkAlone(ContractVersion.B);

        assertThat(report.ok()).isFalse();
        assertThat(named(report, "add.reply").as()).containsExactly(ContractVersion.values());
        RuleOutcome event = named(report, "add.event");
        assertThat(event.outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(event.as()).containsExactly(ContractVersion.C);
        assertThat(event.differences())
                .extracting(RuleOutcome.Difference::toString)
                .contains("event.accounts[0]: expected \"<c1>\", found nothing");
        assertThat(named(report, "reject.bot.reply").differences())
                .extracting(RuleOutcome.Difference::toString)
                .contains("reply.code: expected \"bad_request\", found \"not_found\"");
        assertThat(report.unknownFields()).isEmpty();
        assertThat(report.rules())
                .filteredOn(rule -> rule.outcome() == Outcome.SKIPPED)
                .allSatisfy(rule -> assertThat(rule.note()).contains("loadgen.other-site.id"))
                .extracting(RuleOutcome::rule)
                .contains("cross-site.outbox")
                .allMatch(rule -> rule.startsWith("cross-site."));
    }

    private static RuleOutcome named(ContractReport report, String rule) {
        return report.rules().stream()
                .filter(outcome -> outcome.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    /** None hides another, and together they bring nothing that none of them brings alone. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void allDeviationsOfAKindAreFoundAtOnce(Mutation mutation) throws Exception {
        aDeviationIsFoundAndNothingElse(mutation);
    }

    static Stream<Mutation> all() {
        return Stream.of(
                ofWords().reduce(Mutation::and).orElseThrow(),
                ofWhatIsDone().reduce(Mutation::and).orElseThrow());
    }

    @Nightly
    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void aDeviationIsFoundAndNothingElse(Mutation mutation) throws Exception {
        try {
            mutation.begin().run();
            WIRE.to(mutation.change());
            RULES.to(mutation.others());

            ContractReport report = deviant.check();

            assertThat(report.contract()).isEqualTo(ContractVersion.C);
            assertThat(report.rules())
                    .filteredOn(rule -> rule.outcome() == Outcome.DIFFERS)
                    .extracting(RuleOutcome::rule)
                    .containsExactlyInAnyOrderElementsOf(mutation.rules());
            assertThat(report.unknownFields())
                    .extracting(field -> field.kind() + ": " + field.field())
                    .containsExactlyInAnyOrderElementsOf(mutation.unknown());
        } finally {
            WIRE.to(Change.NONE);
            RULES.to(Map.of());
            mutation.end().run();
        }
    }

    static Stream<Mutation> mutations() {
        return Stream.concat(ofWords(), ofWhatIsDone());
    }

    private static Stream<Mutation> ofWords() {
        return Stream.of(
                twice(
                                "a second event",
                                message -> isEvent(message) && message.body().contains("\"type\":\"org\""))
                        .in("org.messages", "department.messages"),
                twice(
                                "a second result",
                                message -> isResult(message) && message.body().contains("room key absent"))
                        .in("no-key.results", "no-key.messages"),
                replies("a text", "cannot add members to a non-channel room", "only channels have members")
                        .in("reject.not-channel.reply", "order.channel-or-restricted"),
                replies(
                                "a code",
                                "\"code\":\"forbidden\",\"reason\":\"not_room_owner\"",
                                "\"code\":\"conflict\",\"reason\":\"not_room_owner\"")
                        .in("reject.not-owner.reply", "order.restricted-or-room-id"),
                replies("a reason left out", ",\"reason\":\"bot_not_available\"", "")
                        .in("reject.bot.reply", "order.bot-or-channel"),
                replies("metadata left out", "\"attempted\":", "\"tried\":")
                        .in("reject.full.reply")
                        .unknown("reply: metadata.tried"),
                wire(
                                "a header left out",
                                ContractCheckIT::isEvent,
                                message -> new Sent(message.subject(), null, message.body()))
                        .in("add.event.headers"),
                wire(
                                "a message id left out",
                                ContractCheckIT::isSystemMessage,
                                message -> new Sent(
                                        message.subject(),
                                        new io.nats.client.impl.Headers()
                                                .add(
                                                        Headers.REQUEST_ID,
                                                        Objects.requireNonNull(message.headers())
                                                                .getFirst(Headers.REQUEST_ID)),
                                        message.body()))
                        .in("add.system-message.headers"),
                wire("a field renamed", ContractCheckIT::isResult, body("\"operation\":", "\"action\":"))
                        .in("add.result")
                        .unknown("result: action"),
                wire(
                                "no id for what leaves the site",
                                ContractCheckIT::isOutbox,
                                body("\"dedupId\":", "\"messageId\":"))
                        .in("cross-site.outbox")
                        .unknown("outbox: messageId"),
                wire(
                                "another message id for what leaves the site",
                                ContractCheckIT::isOutbox,
                                message -> new Sent(
                                        message.subject(),
                                        new io.nats.client.impl.Headers()
                                                .add(
                                                        Headers.REQUEST_ID,
                                                        Objects.requireNonNull(message.headers())
                                                                .getFirst(Headers.REQUEST_ID))
                                                .add(Headers.MESSAGE_ID, "another"),
                                        message.body()))
                        .in("cross-site.outbox.headers"),
                wire(
                                "a field more",
                                ContractCheckIT::isEvent,
                                body("\"type\":\"member_added\"", "\"type\":\"member_added\",\"weight\":1"))
                        .in()
                        .unknown("event: weight"),
                wire(
                                "a header more",
                                ContractCheckIT::isReply,
                                message -> new Sent(
                                        message.subject(),
                                        new io.nats.client.impl.Headers().add("X-Server", "seven"),
                                        message.body()))
                        .in()
                        .unknown("reply.headers: X-Server"),
                wire(
                                "an event without members",
                                ContractCheckIT::isEvent,
                                message -> message.with(message.body().replaceFirst("\"members\":\\[.*?\\],", "")))
                        .in("add.event", "add.partly.event", "org.event", "org.upgrade.event", "department.event")
                        .in("bot.event", "channel.event", "mixed.event"),
                wire(
                                "a time that is another",
                                ContractCheckIT::isEvent,
                                message ->
                                        message.with(message.body().replaceFirst("\"joinedAt\":\\d", "\"joinedAt\":2")))
                        .in("add.event", "history.none.event"),
                wire(
                                "a text that people read",
                                ContractCheckIT::isSystemMessage,
                                body("to the chatroom", "to the room"))
                        .in("add.system-message", "add.partly.system-message", "org.system-message")
                        .in("channel.system-message", "mixed.system-message"));
    }

    private static Stream<Mutation> ofWhatIsDone() {
        return Stream.of(
                rules("another order of checks", "readsBodyFirst", arguments -> false)
                        .in("order.body-or-member", "order.body-or-channel"),
                rules("unknown users and orgs let in", "refusesUnknownTargets", arguments -> false)
                        .in("reject.unknown-org.reply", "reject.unknown-org.messages", "reject.unknown-user.reply")
                        .in("reject.unknown-user.messages", "reject.unknown-among-real.reply")
                        .in("reject.unknown-among-real.event", "order.org-or-user", "order.user-or-full"),
                rules("no request id minted", "handedOnRequestId", arguments -> arguments[0])
                        .in("request-id.none.job.headers", "request-id.malformed.job.headers"),
                rules("history not limited", "capsHistory", arguments -> false)
                        .in("history.capped.job", "history.capped.event", "history.capped.stored.subscription"),
                rules("members not upgraded", "upgradesMembers", arguments -> false)
                        .in("org.upgrade.messages", "org.upgrade.event", "org.upgrade.stored.room-members"),
                rules("rooms not marked", "marksCrossSite", arguments -> false).in("cross-site.stored.room"),
                rules("another word for no key", "keyAbsent", arguments -> "no room key")
                        .in("no-key.results"),
                rules("a field not stored", "completeSubscription", arguments -> {
                            ((Document) arguments[1]).append("isBot", arguments[2]);
                            return ((Document) arguments[0])
                                    .append("muted", false)
                                    .append("favorite", false);
                        })
                        .in("add.stored.subscription"),
                rules("the key read after the writes", "readsKeyFirst", arguments -> false)
                        .in("add.subscription-update", "no-key.messages", "no-key.stored.members"),
                index(
                        "an index missing",
                        () -> deviant.database.getCollection("room_members").dropIndex("rid_1"),
                        () -> deviant.database.getCollection("room_members").createIndex(Indexes.ascending("rid"))),
                index("an index that is not unique", () -> memberIndex(false), () -> memberIndex(true)));
    }

    private static Mutation index(String name, Runnable begin, Runnable end) {
        return new Mutation(name, Change.NONE, Map.of(), begin, end, Set.of("indexes"), Set.of());
    }

    private static void memberIndex(boolean unique) {
        var subscriptions = deviant.database.getCollection("subscriptions");
        subscriptions.dropIndex("roomId_1_u.account_1");
        subscriptions.createIndex(Indexes.ascending("roomId", "u.account"), new IndexOptions().unique(unique));
    }

    /**
     * Something that the platform does otherwise.
     *
     * @param change of messages
     * @param others rules of the services in place of its own
     * @param begin what else is done before
     * @param end undoes it
     * @param rules that are to differ
     * @param unknown fields that are to be told
     */
    record Mutation(
            String name,
            Change change,
            Map<String, Function<Object[], Object>> others,
            Runnable begin,
            Runnable end,
            Set<String> rules,
            Set<String> unknown) {
        static Mutation of(String name, Change change, Map<String, Function<Object[], Object>> others) {
            return new Mutation(name, change, others, () -> {}, () -> {}, Set.of(), Set.of());
        }

        Mutation in(String... more) {
            return new Mutation(name, change, others, begin, end, both(rules, Set.of(more)), unknown);
        }

        Mutation unknown(String... fields) {
            return new Mutation(name, change, others, begin, end, rules, Set.of(fields));
        }

        Mutation and(Mutation other) {
            Map<String, Function<Object[], Object>> all = new HashMap<>(others);
            all.putAll(other.others);
            return new Mutation(
                    name + ", " + other.name,
                    message -> change.of(message).stream()
                            .flatMap(changed -> other.change.of(changed).stream())
                            .toList(),
                    all,
                    () -> {
                        begin.run();
                        other.begin.run();
                    },
                    () -> {
                        end.run();
                        other.end.run();
                    },
                    both(rules, other.rules),
                    both(unknown, other.unknown));
        }

        private static Set<String> both(Set<String> some, Set<String> more) {
            Set<String> all = new TreeSet<>(some);
            all.addAll(more);
            return all;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Mutation rules(String name, String rule, Function<Object[], Object> other) {
        return Mutation.of(name, Change.NONE, Map.of(rule, other));
    }

    private static Mutation replies(String name, String words, String others) {
        return wire(name, ContractCheckIT::isReply, body(words, others));
    }

    private static Mutation wire(String name, Predicate<Sent> which, UnaryOperator<Sent> change) {
        return wire(name, message -> List.of(which.test(message) ? change.apply(message) : message));
    }

    private static Mutation twice(String name, Predicate<Sent> which) {
        return wire(name, message -> which.test(message) ? List.of(message, message) : List.of(message));
    }

    private static Mutation wire(String name, Change change) {
        return Mutation.of(name, change, Map.of());
    }

    private static UnaryOperator<Sent> body(String words, String others) {
        return message -> message.with(message.body().replace(words, others));
    }

    private static boolean isReply(Sent message) {
        return message.subject().startsWith("_INBOX.");
    }

    private static boolean isEvent(Sent message) {
        return message.subject().endsWith(".event.member");
    }

    private static boolean isOutbox(Sent message) {
        return message.subject().startsWith("chat.outbox.");
    }

    private static boolean isResult(Sent message) {
        return message.subject().contains(".response.");
    }

    private static boolean isSystemMessage(Sent message) {
        return message.subject().startsWith("chat.msg.canonical.");
    }
}
