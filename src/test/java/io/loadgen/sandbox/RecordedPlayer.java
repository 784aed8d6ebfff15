package io.loadgen.sandbox;

import com.mongodb.client.model.Filters;
import io.loadgen.contract.ContractVersion;
import io.loadgen.sandbox.ChatRoom.RoomKey;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Plays recorded steps against the simulated services, on what was there when they were recorded. For one test. */
final class RecordedPlayer implements AutoCloseable {
    private static final String SITE = "site-local";
    private static final String FAR = SimulatedPlatform.OTHER_SITE;
    private static final String KEYLESS = "cap-r10";
    private static final String MARKER = "chat.marker";
    private static final Date SEEDED = Date.from(Instant.parse("2026-05-01T00:00:00Z"));
    private static final byte[] KEY = new byte[RoomKey.LENGTH_BYTES];

    /** Which id was sent is not recorded, only that it was sent. */
    private static final Map<String, String> MALFORMED_IDS = Map.of("malformed-request-id", "not-a-request-id");

    private final ContractVersion version;
    private final SimulatedWorld world;
    private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
    private final JsonMapper mapper = JsonMapper.shared();

    RecordedPlayer(Path natsServer, ContractVersion version) throws Exception {
        this.version = version;
        world = new SimulatedWorld(natsServer, SimulatorSettings.of(version), keys(version));
        // One dispatcher keeps the order of both.
        world.client.createDispatcher(heard::add).subscribe("chat.>").subscribe("outbox.>");
        seed();
    }

    /** In contract A keys are not in the rooms documents. */
    private static RoomKeys keys(ContractVersion version) {
        String secret = Base64.getEncoder().encodeToString(KEY);
        return version == ContractVersion.A
                ? room -> room.id().equals(KEYLESS) ? null : new RoomKey(0, secret)
                : RoomKeys.inDocuments();
    }

    private void seed() {
        List<Document> users = new ArrayList<>();
        Stream.of("owner", "m1", "s1", "s2").map(RecordedPlayer::user).forEach(users::add);
        IntStream.rangeClosed(1, 30).mapToObj(number -> user("c" + number)).forEach(users::add);
        users.add(inSection(user("o1"), "ORG1"));
        users.add(inSection(user("o2"), "ORG1"));
        users.add(inSection(user("o3"), "ORG2"));
        users.add(user("d1").append("deptId", "DEPT1"));
        users.add(user("far").append("siteId", FAR));
        world.users().insertMany(users);
        IntStream.rangeClosed(1, 13).mapToObj("cap-r%02d"::formatted).forEach(room -> addRoom(room, "owner", "m1"));
        addRoom("cap-src", "owner", "m1", "s1", "s2");
    }

    private static Document user(String name) {
        return inSection(
                new Document("_id", "id-cap-" + name)
                        .append("account", "cap-" + name)
                        .append("siteId", SITE)
                        .append("engName", "Eng cap-" + name),
                "SECT0");
    }

    private static Document inSection(Document user, String section) {
        return user.append("sectId", section).append("sectName", "Name of " + section);
    }

    private void addRoom(String id, String... members) {
        Document room = new Document("_id", id)
                .append("name", "Name " + id)
                .append("type", id.equals("cap-r09") ? "dm" : "channel")
                .append("createdBy", "id-cap-owner")
                .append("siteId", SITE)
                .append("userCount", id.equals("cap-r07") ? 1000 : members.length)
                .append("appCount", 0)
                .append("lastMsgId", "")
                .append("createdAt", SEEDED)
                .append("updatedAt", SEEDED);
        if (id.equals("cap-r08")) {
            room.append("restricted", true);
        }
        if (version != ContractVersion.A && !id.equals(KEYLESS)) {
            room.append("encKey", new Document("priv", new Binary(KEY)).append("ver", 0));
        }
        world.rooms().insertOne(room);
        world.subscriptions()
                .insertMany(Stream.of(members)
                        .map(member -> subscription(id, member))
                        .toList());
    }

    /** With what any version reads, in all of them. */
    private static Document subscription(String room, String member) {
        return new Document("_id", "s-" + room + "-cap-" + member)
                .append(
                        "u",
                        new Document("_id", "id-cap-" + member)
                                .append("account", "cap-" + member)
                                .append("isBot", false))
                .append("roomId", room)
                .append("siteId", SITE)
                .append("roles", List.of(member.equals("owner") ? "owner" : "member"))
                .append("name", "Name " + room)
                .append("roomType", "channel")
                .append("joinedAt", SEEDED)
                .append("hasMention", false)
                .append("alert", false)
                .append("muted", false)
                .append("favorite", false)
                .append("hasGroupMention", false)
                .append("hasUnread", false)
                .append("open", true);
    }

    /** Sends what a step sent; gives reply, wire and stored documents in the form of the recordings. */
    JsonNode play(JsonNode step) throws Exception {
        JsonNode sent = step.get("sent");
        String requestId = MALFORMED_IDS.getOrDefault(
                step.get("step").asString(), UUID.randomUUID().toString());
        ObjectNode found = mapper.createObjectNode();
        found.set("reply", reply(message(sent, requestId)));
        untilIdle();
        found.set("wire", wire());
        found.set("stored", stored(roomOf(sent)));
        return new RecordedForm(requestId, version == ContractVersion.A).of(found);
    }

    private static Message message(JsonNode sent, String requestId) {
        JsonNode data = sent.get("data");
        String body = data.isNull() ? "" : data.isString() ? data.asString() : data.toString();
        String now = Long.toString(System.currentTimeMillis());
        NatsMessage.Builder message = NatsMessage.builder()
                .subject(sent.get("subject").asString())
                .data(body.replace("\"<ms>\"", now), StandardCharsets.UTF_8);
        if (sent.has("headers")) {
            message.headers(new Headers().add(io.loadgen.contract.Headers.REQUEST_ID, requestId));
        }
        return message.build();
    }

    private ObjectNode reply(Message message) throws Exception {
        ObjectNode reply;
        if (message.getSubject().equals(world.contract.canonicalMemberAdd())) {
            world.client.jetStream().publish(message);
            reply = mapper.createObjectNode().put("data", "<PubAck>");
        } else {
            reply = told(world.client
                    .requestWithTimeout(message, SimulatedWorld.LIMIT)
                    .get());
        }
        return reply.put("subject", "<inbox>");
    }

    /**
     * Until room-worker has acknowledged every job that is in the stream, which is the last that it does with a job: nothing
     * comes after it.
     */
    private void untilIdle() throws Exception {
        String stream = world.contract.roomsStream();
        var jobs = world.client.getStreamContext(stream);
        var consumer = jobs.getConsumerContext("room-worker");
        long last = jobs.getStreamInfo().getStreamState().getLastSequence();
        long deadline = System.nanoTime() + SimulatedWorld.LIMIT.toNanos();
        while (consumer.getConsumerInfo().getAckFloor().getStreamSequence() < last) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("room-worker does not end its job: " + consumer.getConsumerInfo());
            }
        }
    }

    /** What was heard up to a marker, which the server puts behind all that the services published before. */
    private ArrayNode wire() throws InterruptedException {
        world.client.publish(MARKER, null);
        ArrayNode wire = mapper.createArrayNode();
        while (true) {
            Message message = heard.poll(SimulatedWorld.LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (message == null) {
                throw new IllegalStateException("the marker did not come back");
            }
            if (message.getSubject().equals(MARKER)) {
                return wire;
            }
            if (!message.getSubject().contains(".request.")) {
                wire.add(told(message).put("subject", message.getSubject()));
            }
        }
    }

    private ObjectNode told(Message message) {
        ObjectNode told = mapper.createObjectNode();
        told.set("data", mapper.readTree(message.getData()));
        if (message.hasHeaders()) {
            ObjectNode headers = told.putObject("headers");
            message.getHeaders().forEach((name, values) -> values.forEach(headers.putArray(name)::add));
        }
        return told;
    }

    private static String roomOf(JsonNode sent) {
        // chat.user.{account}.request.room.{room}…, or a job, which says it in its body.
        String[] tokens = sent.get("subject").asString().split("\\.", -1);
        return tokens[1].equals("user")
                ? tokens[5]
                : sent.get("data").get("roomId").asString();
    }

    private ObjectNode stored(String room) {
        ObjectNode stored = mapper.createObjectNode();
        Map.of("rooms", "_id", "subscriptions", "roomId", "room_members", "rid").forEach((collection, field) -> {
            ArrayNode documents = stored.putArray(collection);
            world.database
                    .getCollection(collection)
                    .find(Filters.eq(field, room))
                    .map(document -> mapper.readTree(document.toJson()))
                    .forEach(documents::add);
        });
        return stored;
    }

    @Override
    public void close() {
        world.close();
    }
}
