package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import io.loadgen.Undisturbed;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.mongodb.health.MongoHealthIndicator;

@Timeout(value = 180, unit = TimeUnit.SECONDS)
class EmbeddedMongoIT {
    @Test
    void storesAndFindsDocuments() {
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(mongo.connectionString())) {
            var rooms = client.getDatabase("chat").getCollection("rooms");
            rooms.insertOne(new Document("_id", "r1").append("userCount", 3));

            assertThat(rooms.find(new Document("_id", "r1")).first()).containsEntry("userCount", 3);
        }
    }

    @Test
    void satisfiesTheHealthCheckOfSpringBoot() {
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(mongo.connectionString())) {
            var health = new MongoHealthIndicator(client).health();

            assertThat(health.getStatus()).isEqualTo(Status.UP);
        }
    }

    /** The fields of one collection are indexed, those of the other are not: the two always find the same. */
    @Test
    void anIndexFindsWhatALookAtEveryDocumentFinds() {
        long seed = System.nanoTime();
        System.out.println("indexed queries with seed " + seed);
        Random random = new Random(seed);
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(mongo.connectionString())) {
            var indexed = client.getDatabase("chat").getCollection("indexed");
            var plain = client.getDatabase("chat").getCollection("plain");
            indexed.createIndex(Indexes.ascending("room", "account"), new IndexOptions().unique(true));
            for (int step = 0; step < 2_000; step++) {
                Bson query = randomQuery(random);
                switch (random.nextInt(10)) {
                    case 0, 1, 2, 3 -> {
                        Document document = new Document("_id", "d" + step)
                                .append("room", random.nextInt(8) == 0 ? step : "r" + random.nextInt(9))
                                .append("account", "a" + step);
                        indexed.insertOne(document);
                        plain.insertOne(document);
                    }
                    case 4 -> assertThat(indexed.deleteOne(query)).isEqualTo(plain.deleteOne(query));
                    case 5 -> {
                        Bson moved = Updates.set("room", "r" + random.nextInt(9));
                        assertThat(indexed.updateOne(query, moved)).isEqualTo(plain.updateOne(query, moved));
                    }
                    default -> {
                        assertThat(indexed.find(query)).containsExactlyElementsOf(plain.find(query));
                        assertThat(indexed.countDocuments(query)).isEqualTo(plain.countDocuments(query));
                    }
                }
            }
            assertThat(indexed.find()).hasSizeGreaterThan(100);
        }
    }

    private static Bson randomQuery(Random random) {
        String some = "r" + random.nextInt(9);
        return switch (random.nextInt(6)) {
            case 0 -> Filters.eq("room", some);
            case 1 -> Filters.and(Filters.gte("room", some), Filters.lt("room", "r" + random.nextInt(9)));
            case 2 -> Filters.and(Filters.and(Filters.gt("room", some)), Filters.eq("account", "a7"));
            case 3 -> Filters.and(Filters.lte("_id", "d" + random.nextInt(2_000)), Filters.eq("room", some));
            case 4 -> Filters.or(Filters.lt("room", some), Filters.gt("room", "r8"));
            default -> new Document("room", new Document("$gte", some).append("$ne", "r5"));
        };
    }

    /** A test beside it could be given the port that was freed. */
    @Undisturbed
    @Test
    void closeFreesThePortAndMayBeRepeated() {
        EmbeddedMongo mongo = EmbeddedMongo.start();
        mongo.close();
        mongo.close();

        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), mongo.port()).close())
                .isInstanceOf(ConnectException.class);
    }
}
