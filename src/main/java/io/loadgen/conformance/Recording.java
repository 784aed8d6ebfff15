package io.loadgen.conformance;

import io.loadgen.conformance.RuleBook.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a step brought, in normal form. Nobody changes its nodes; any thread.
 *
 * @param reply what came back
 * @param replyHeaders its headers
 * @param messages every message, in the order heard; those of a kind that follow each other, each to one user, by user
 * @param stored the documents of the room afterwards, by kind
 */
record Recording(JsonNode reply, JsonNode replyHeaders, List<Message> messages, Map<String, List<JsonNode>> stored) {
    /** What the names of all that is stored begin with. */
    static final String STORED = "stored.";

    static final String ROOM = STORED + "room";
    static final String SUBSCRIPTION = STORED + "subscription";
    static final String ROW = STORED + "room-member";
    private static final String MEMBERS = STORED + "members";
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String REPLY = "reply";
    private static final String HEADERS = ".headers";
    private static final Map<String, Pattern> KINDS = kinds();
    private static final Set<String> TO_ONE_USER = Set.of("subscription-update", "room-key");

    /** A message in normal form. */
    record Message(String kind, String subject, JsonNode headers, JsonNode body) {}

    private static Map<String, Pattern> kinds() {
        Map<String, Pattern> kinds = new LinkedHashMap<>();
        kinds.put("job", Pattern.compile("chat\\.room\\.canonical\\..*"));
        kinds.put("event", Pattern.compile("chat\\.(local\\.)?room\\.[^.]+\\.event\\.member"));
        kinds.put("subscription-update", Pattern.compile("chat\\.user\\..*\\.event\\.subscription\\.update"));
        kinds.put("room-key", Pattern.compile("chat\\.user\\..*\\.event\\.room\\.key"));
        kinds.put("outbox", Pattern.compile("(chat\\.)?outbox\\..*|chat\\.inbox\\.[^.]+\\.external\\..*"));
        kinds.put("inbox", Pattern.compile("chat\\.inbox\\..*"));
        kinds.put("system-message", Pattern.compile("chat\\.msg\\.canonical\\..*"));
        kinds.put("result", Pattern.compile("chat\\.user\\..*\\.response\\..*"));
        return kinds;
    }

    static Recording of(Played played) {
        NormalForm form = new NormalForm(played.cast(), played.requestId(), accepted(played.messages()));
        Map<String, List<JsonNode>> stored = new LinkedHashMap<>();
        played.stored()
                .forEach((kind, documents) -> stored.put(
                        kind,
                        documents.stream()
                                .map(document -> form.of(MAPPER.readTree(document)))
                                .toList()));
        WireMessage reply = played.reply();
        return new Recording(
                reply == null
                        ? NODES.stringNode("<no reply>")
                        : reply(form, played.step().job(), reply),
                reply == null ? NODES.objectNode() : headers(form, reply),
                inAnyOrderOfUsers(played.messages().stream()
                        .map(message -> message(form, message))
                        .toList()),
                stored);
    }

    /** What a stream answers is not the platform's. */
    private static JsonNode reply(NormalForm form, boolean job, WireMessage reply) {
        return job && reply.body().contains("\"stream\"") ? NODES.stringNode("<stored>") : form.body(reply.body());
    }

    /** The instant that the job carries. */
    private static long accepted(List<WireMessage> messages) {
        for (WireMessage message : messages) {
            if (kindOf(message.subject()).equals("job")) {
                try {
                    return MAPPER.readTree(message.body()).path("timestamp").asLong(0);
                } catch (JacksonException notJson) {
                    return 0;
                }
            }
        }
        return 0;
    }

    private static Message message(NormalForm form, WireMessage message) {
        return new Message(
                kindOf(message.subject()),
                form.subject(message.subject()),
                headers(form, message),
                form.body(message.body()));
    }

    private static String kindOf(String subject) {
        return KINDS.entrySet().stream()
                .filter(kind -> kind.getValue().matcher(subject).matches())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("other");
    }

    private static JsonNode headers(NormalForm form, WireMessage message) {
        ObjectNode headers = NODES.objectNode();
        message.headers().forEach((name, values) -> headers.put(name, form.text(String.join(",", values))));
        return headers;
    }

    private static List<Message> inAnyOrderOfUsers(List<Message> messages) {
        List<Message> ordered = new ArrayList<>();
        List<Message> run = new ArrayList<>();
        String kind = "";
        for (Message message : messages) {
            if (!message.kind().equals(kind)) {
                endRun(run, ordered);
            }
            kind = message.kind();
            if (TO_ONE_USER.contains(kind)) {
                run.add(message);
            } else {
                ordered.add(message);
            }
        }
        endRun(run, ordered);
        return ordered;
    }

    private static void endRun(List<Message> run, List<Message> ordered) {
        run.stream().sorted(Comparator.comparing(Message::subject)).forEach(ordered::add);
        run.clear();
    }

    /** Of what kind of message or document a rule sees fields; empty where it sees something else. */
    static Optional<String> kind(String see) {
        if (see.equals("messages") || see.equals(MEMBERS)) {
            return Optional.empty();
        }
        return Optional.of(see.equals("results") ? "result" : see);
    }

    /**
     * What a rule sees: {@code reply}; the first message of a kind; {@code results}, all of them; headers of one of these; {@code messages},
     * the subjects of all; {@code stored.room}, {@code stored.subscription} of a member, {@code stored.room-member} rows, and
     * {@code stored.members}, the accounts of all. Null for what is not there.
     */
    JsonNode see(Rule rule) {
        String see = rule.see();
        return switch (see) {
            case REPLY -> reply;
            case REPLY + HEADERS -> replyHeaders;
            case "messages" -> list(messages.stream().map(message -> NODES.stringNode(message.subject())));
            case "results" ->
                list(messages.stream()
                        .filter(message -> message.kind().equals("result"))
                        .map(Message::body));
            case ROOM -> first(stored.getOrDefault(ROOM, List.of()).stream());
            case ROW ->
                list(stored.getOrDefault(ROW, List.of()).stream()
                        .sorted(Comparator.comparing(
                                row -> row.path("member").path("id").asString(""))));
            case SUBSCRIPTION ->
                first(subscriptions()
                        .filter(subscription -> account(subscription).equals(rule.of())));
            case MEMBERS ->
                list(subscriptions().map(Recording::account).sorted().map(NODES::stringNode));
            default -> {
                boolean headers = see.endsWith(HEADERS);
                String kind = headers ? see.substring(0, see.length() - HEADERS.length()) : see;
                yield first(messages.stream()
                        .filter(message -> message.kind().equals(kind))
                        .map(message -> headers ? message.headers() : message.body()));
            }
        };
    }

    private Stream<JsonNode> subscriptions() {
        return stored.getOrDefault(SUBSCRIPTION, List.of()).stream();
    }

    private static String account(JsonNode subscription) {
        return subscription.path("u").path("account").asString("");
    }

    private static JsonNode first(Stream<JsonNode> nodes) {
        return nodes.findFirst().orElse(NODES.nullNode());
    }

    private static JsonNode list(Stream<? extends JsonNode> nodes) {
        ArrayNode list = NODES.arrayNode();
        nodes.forEach(list::add);
        return list;
    }

    /** Every document and message, by kind, for what is known of their fields. */
    Map<String, List<JsonNode>> all() {
        Map<String, List<JsonNode>> all = new LinkedHashMap<>(stored);
        if (reply.isObject()) {
            all.put(REPLY, List.of(reply));
        }
        all.put(REPLY + HEADERS, List.of(replyHeaders));
        for (Message message : messages) {
            all.computeIfAbsent(message.kind(), none -> new ArrayList<>()).add(message.body());
            all.computeIfAbsent(message.kind() + HEADERS, none -> new ArrayList<>())
                    .add(message.headers());
        }
        return all;
    }
}
