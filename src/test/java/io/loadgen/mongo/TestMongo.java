package io.loadgen.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.RawBsonDocument;

/** A MongoDB-protocol server in memory, on a free loopback port, with a client. */
final class TestMongo implements AutoCloseable {
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final String uri = "mongodb://127.0.0.1:" + server.bind().getPort();
    private final MongoClient client = MongoClients.create(uri);

    String uri() {
        return uri;
    }

    MongoClient client() {
        return client;
    }

    MongoDatabase database() {
        return client.getDatabase("chat");
    }

    OwnDatabase own() {
        return new OwnDatabase(client, "loadgen");
    }

    /** A hash of the bytes of all documents, and one of all index definitions, by collection. */
    Map<String, String> fingerprint() throws NoSuchAlgorithmException {
        return fingerprint("no document holds this");
    }

    /** The same for documents in which a text counts for nothing. */
    Map<String, String> fingerprint(String anyText) throws NoSuchAlgorithmException {
        Map<String, String> hashes = new TreeMap<>();
        for (String name : database().listCollectionNames()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (RawBsonDocument document :
                    database().getCollection(name, RawBsonDocument.class).find().sort(new Document("_id", 1))) {
                byte[] bytes = new byte[document.getByteBuffer().remaining()];
                document.getByteBuffer().asNIO().get(bytes);
                // One byte to a character, whatever they mean.
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                digest.update(text.replace(anyText, "").getBytes(StandardCharsets.ISO_8859_1));
            }
            hashes.put(name, HexFormat.of().formatHex(digest.digest()));
            for (Document index : database().getCollection(name).listIndexes()) {
                hashes.put(name + '.' + index.getString("name"), index.toJson());
            }
        }
        return hashes;
    }

    @Override
    public void close() {
        client.close();
        server.shutdownNow();
    }
}
