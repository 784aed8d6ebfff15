package io.loadgen.system;

import com.mongodb.client.MongoDatabase;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.RawBsonDocument;

/** What a database holds, to the byte. */
final class Fingerprint {
    private Fingerprint() {}

    /** A hash of the bytes of all documents that match, and every index definition, by collection. */
    static Map<String, String> of(MongoDatabase platform, Document filter) throws NoSuchAlgorithmException {
        Map<String, String> hashes = new TreeMap<>();
        for (String name : platform.listCollectionNames()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (RawBsonDocument document : platform.getCollection(name, RawBsonDocument.class)
                    .find(filter)
                    .sort(new Document("_id", 1))) {
                digest.update(document.getByteBuffer().asNIO());
            }
            hashes.put(name, HexFormat.of().formatHex(digest.digest()));
            for (Document index : platform.getCollection(name).listIndexes()) {
                hashes.put(name + '.' + index.getString("name"), index.toJson());
            }
        }
        return hashes;
    }
}
