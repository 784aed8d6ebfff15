package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.loadgen.SideBySide;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.mongodb.health.MongoHealthIndicator;

@Timeout(value = 180, unit = TimeUnit.SECONDS)
@SideBySide
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

    @Test
    void closeFreesThePortAndMayBeRepeated() {
        EmbeddedMongo mongo = EmbeddedMongo.start();
        mongo.close();
        mongo.close();

        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), mongo.port()).close())
                .isInstanceOf(ConnectException.class);
    }
}
