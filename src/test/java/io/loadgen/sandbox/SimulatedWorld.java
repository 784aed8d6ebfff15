package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Headers;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import io.nats.client.impl.NatsMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running simulated platform with the example's room in it, and a client that hears everything. For one test. */
final class SimulatedWorld implements AutoCloseable {
    static final String ROOM = "mroom-000001";
    static final String REQUEST_ID = "01970a4f-8c2d-7c9a-abcd-e0123456789f";
    static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SITE = "site-local";
    private static final Date SEEDED = Date.from(Instant.parse("2026-05-01T00:00:00Z"));

    final ChatContract contract;
    final SimulatedPlatform platform;
    final Connection client;
    final MongoDatabase database;
    private final NatsServer server;
    private final EmbeddedMongo embedded = EmbeddedMongo.start();
    private final MongoClient mongo = MongoClients.create(embedded.connectionString());
    private final Subscription everything;
    private final JsonMapper mapper = JsonMapper.shared();

    SimulatedWorld(SimulatorSettings settings) throws Exception {
        this(settings, RoomKeys.inDocuments());
    }

    SimulatedWorld(SimulatorSettings settings, RoomKeys keys) throws Exception {
        this(NatsServerBinary.onThisMachine(Optional.empty()).locate(), settings, keys);
    }

    SimulatedWorld(Path natsServer, SimulatorSettings settings) throws Exception {
        this(natsServer, settings, RoomKeys.inDocuments());
    }

    SimulatedWorld(Path natsServer, SimulatorSettings settings, RoomKeys keys) throws Exception {
        server = NatsServer.start(natsServer);
        contract = ChatContract.of(settings.version(), SITE);
        database = mongo.getDatabase("chat");
        Options options = Options.builder().server(server.url()).build();
        platform = SimulatedPlatform.start(options, mongo, "chat", SITE, settings, keys);
        client = Nats.connect(options);
        // Not ">": a subscriber of the streams' own subjects would hide that a stream is missing.
        everything = client.subscribe("chat.>");
        client.flush(LIMIT);
    }

    /** The room with user-7 as its owner and so many further members, and users 1 to 40 with sect S001 from 31 on. */
    void seed(int furtherMembers) {
        for (int number = 1; number <= 40; number++) {
            users().insertOne(user(number));
        }
        rooms().insertOne(room(ROOM, 1 + furtherMembers));
        subscriptions().insertOne(subscription(ROOM, 7, "owner"));
        for (int member = 0; member < furtherMembers; member++) {
            subscriptions().insertOne(subscription(ROOM, 1000 + member, "member"));
        }
    }

    static Document user(int number) {
        return new Document("_id", "u-%06d".formatted(number))
                .append("account", "user-" + number)
                .append("siteId", SITE)
                .append("sectId", number > 30 ? "S001" : "")
                .append("sectName", number > 30 ? "Sect 1" : "")
                .append("deptId", number > 36 ? "D001" : "")
                .append("engName", number == 11 ? "Bob Chen" : number == 7 ? "Carol Lee" : "")
                .append("chineseName", number == 11 ? "鮑勃" : number == 7 ? "卡蘿" : "");
    }

    static Document room(String id, int userCount) {
        return new Document("_id", id)
                .append("name", "mroom-1")
                .append("type", "channel")
                .append("siteId", SITE)
                .append("userCount", userCount)
                .append("appCount", 0)
                .append("createdAt", SEEDED)
                .append("updatedAt", SEEDED)
                .append("encKey", new Document("priv", new Binary(new byte[32])).append("ver", 0));
    }

    static Document subscription(String room, int number, String role) {
        return new Document("_id", "sub-" + room + "-" + number)
                .append(
                        "u",
                        new Document("_id", "u-%06d".formatted(number))
                                .append("account", "user-" + number)
                                .append("isBot", false))
                .append("roomId", room)
                .append("siteId", SITE)
                .append("roles", List.of(role))
                .append("name", "mroom-1")
                .append("roomType", "channel")
                .append("joinedAt", SEEDED);
    }

    MongoCollection<Document> users() {
        return database.getCollection("users");
    }

    MongoCollection<Document> apps() {
        return database.getCollection("apps");
    }

    Document room() {
        return Objects.requireNonNull(rooms().find(Filters.eq("_id", ROOM)).first());
    }

    MongoCollection<Document> rooms() {
        return database.getCollection("rooms");
    }

    MongoCollection<Document> subscriptions() {
        return database.getCollection("subscriptions");
    }

    List<Document> roomMembers() {
        return database.getCollection("room_members").find().into(new ArrayList<>());
    }

    long subscriptionCount() {
        return subscriptions().countDocuments(Filters.eq("roomId", ROOM));
    }

    int userCount() {
        Document room = rooms().find(Filters.eq("_id", ROOM)).first();
        return room != null && room.get("userCount") instanceof Number count ? count.intValue() : -1;
    }

    /** Sends a request and gives the reply's text. */
    String add(String account, @Nullable String requestId, String body) throws Exception {
        Message reply = client.requestWithTimeout(message(contract.memberAdd(account, ROOM), requestId, body), LIMIT)
                .get();
        assertThat(reply.hasHeaders() && reply.getHeaders().containsKey(Headers.REQUEST_ID))
                .isFalse();
        return new String(reply.getData(), StandardCharsets.UTF_8);
    }

    void inject(@Nullable String requestId, String body) throws Exception {
        client.jetStream().publish(message(contract.canonicalMemberAdd(), requestId, body));
    }

    private static Message message(String subject, @Nullable String requestId, String body) {
        NatsMessage.Builder message = NatsMessage.builder().subject(subject).data(body, StandardCharsets.UTF_8);
        if (requestId != null) {
            message.headers(new io.nats.client.impl.Headers().add(Headers.REQUEST_ID, requestId));
        }
        return message.build();
    }

    /** All messages up to and with the next async result. */
    List<Message> untilResult() throws InterruptedException {
        List<Message> heard = new ArrayList<>();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            Message next = everything.nextMessage(LIMIT);
            if (next != null) {
                heard.add(next);
                if (next.getSubject().contains(".response.")) {
                    return heard;
                }
            }
        }
        throw new AssertionError("no result, but " + subjects(heard));
    }

    static List<String> subjects(List<Message> heard) {
        return heard.stream().map(Message::getSubject).toList();
    }

    Message one(List<Message> heard, String subject) {
        List<Message> found = heard.stream()
                .filter(message -> message.getSubject().equals(subject))
                .toList();
        assertThat(found).as(subject + " of " + subjects(heard)).hasSize(1);
        return found.getFirst();
    }

    JsonNode json(Message message) {
        return mapper.readTree(message.getData());
    }

    JsonNode json(String text) {
        return mapper.readTree(text);
    }

    static @Nullable String header(Message message, String name) {
        return message.hasHeaders() ? message.getHeaders().getFirst(name) : null;
    }

    /** With retries that need not be waited for. */
    static SimulatorSettings settings(ContractVersion version) {
        return SimulatorSettings.of(version)
                .withContractC(ContractCSettings.usual().withRetryDelays(Duration.ofMillis(20)));
    }

    /** Whom an event names, in whichever form: accounts, and orgs by their ids. */
    static List<String> names(JsonNode event) {
        JsonNode accounts = event.get("accounts");
        if (accounts != null) {
            assertThat(event.has("members")).isFalse();
            return accounts.values().stream().map(JsonNode::asString).toList();
        }
        return event.get("members").values().stream()
                .map(member ->
                        member.get(member.has("account") ? "account" : "id").asString())
                .toList();
    }

    /** Waits until the worker has acknowledged all it was given. */
    void untilIdle() throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        var consumer = client.getConsumerContext(contract.roomsStream(), "room-worker");
        while (System.nanoTime() < deadline) {
            var info = consumer.getConsumerInfo();
            if (info.getNumPending() == 0 && info.getNumAckPending() == 0) {
                return;
            }
        }
        throw new AssertionError("the worker is not idle: " + consumer.getConsumerInfo());
    }

    @Override
    public void close() {
        platform.close();
        SimulatedPlatform.close(client);
        mongo.close();
        embedded.close();
        server.close();
    }
}
