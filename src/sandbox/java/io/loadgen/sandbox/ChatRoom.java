package io.loadgen.sandbox;

import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** A rooms document. Immutable; any thread. Source: chat contract §7. */
record ChatRoom(Document document) {
    String id() {
        return ChatUser.text(document, "_id");
    }

    String name() {
        return ChatUser.text(document, "name");
    }

    String type() {
        return ChatUser.text(document, "type");
    }

    String siteId() {
        return ChatUser.text(document, "siteId");
    }

    boolean isChannel() {
        return type().equals("channel");
    }

    boolean isRestricted() {
        return document.getBoolean("restricted", false);
    }

    /** The same without what changes with its members, and without its key. */
    ChatRoom withoutMembers() {
        Document stable = new Document();
        for (String field : List.of("_id", "type", "name", "siteId", "crossSite")) {
            if (document.containsKey(field)) {
                stable.append(field, document.get(field));
            }
        }
        return new ChatRoom(stable);
    }

    long userCount() {
        return number("userCount");
    }

    long appCount() {
        return number("appCount");
    }

    @Nullable
    Instant updatedAt() {
        return instant("updatedAt");
    }

    /** When all members were last counted. */
    @Nullable
    Instant countsReconciledAt() {
        return instant("countsReconciledAt");
    }

    private @Nullable Instant instant(String field) {
        return document.get(field) instanceof Date date ? date.toInstant() : null;
    }

    /** Whether the room is said to have members on other sites. */
    boolean isCrossSite() {
        return document.getBoolean("crossSite", false);
    }

    /** Whether the room is said to have no members on other sites, rather than not to know. */
    boolean isKnownLocal() {
        return Boolean.FALSE.equals(document.get("crossSite"));
    }

    private long number(String field) {
        return document.get(field) instanceof Number number ? number.longValue() : 0;
    }

    /**
     * The room's key, or null when there is none. The sandbox runs no Valkey, so contract A's key is read from here too.
     *
     * @throws JobFailedException when the key is malformed
     */
    @Nullable
    RoomKey key() throws JobFailedException {
        if (!(document.get("encKey") instanceof Document key)) {
            return null;
        }
        if (!(key.get("priv") instanceof Binary secret) || secret.length() != RoomKey.LENGTH_BYTES) {
            throw JobFailedException.retried("malformed key of room " + id(), null);
        }
        int version = key.get("ver") instanceof Number number ? number.intValue() : 0;
        return new RoomKey(version, Base64.getEncoder().encodeToString(secret.getData()));
    }

    /** A room's key: its version and its bytes in base64. */
    record RoomKey(int version, String secret) {
        static final int LENGTH_BYTES = 32;
    }
}
