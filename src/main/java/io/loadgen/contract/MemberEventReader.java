package io.loadgen.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads member events: which room, how many accounts, and a fingerprint of them. Takes both forms: the list {@code accounts},
 * and a list {@code members} of objects, of which those with an {@code account} count. Never throws, whatever the bytes.
 *
 * <p>Owned by one thread; reusable, each {@link #read} replaces what the one before it found. Allocates only to grow its
 * buffers. Source: chat contract §4.3, §13.3.
 */
public final class MemberEventReader {
    private static final byte[] MEMBER_ADDED = utf8("member_added");
    private static final byte[] TYPE = utf8("type");
    private static final byte[] ROOM_ID = utf8("roomId");
    private static final byte[] ACCOUNTS = utf8("accounts");
    private static final byte[] MEMBERS = utf8("members");
    private static final byte[] ACCOUNT = utf8("account");

    private final JsonScanner json = new JsonScanner();
    private byte[] roomId = new byte[64];
    private int roomIdLength;
    private int accountCount;
    private long accountsHash;

    /** A reader that has read nothing. */
    public MemberEventReader() {}

    /**
     * Reads an event.
     *
     * @param body the event; not kept
     * @return whether it is a well-formed {@code member_added}; when it is not, the other methods mean nothing
     */
    public boolean read(byte[] body) {
        boolean memberAdded = false;
        roomIdLength = 0;
        accountCount = 0;
        accountsHash = 0;
        json.reset(body);
        json.enterObject();
        while (json.nextField()) {
            if (json.textIs(TYPE)) {
                memberAdded = json.nullableString() && json.textIs(MEMBER_ADDED);
            } else if (json.textIs(ROOM_ID)) {
                readRoomId();
            } else if (json.textIs(ACCOUNTS)) {
                readAccounts();
            } else if (json.textIs(MEMBERS)) {
                readMembers();
            } else {
                json.skip();
            }
        }
        return json.isComplete() && memberAdded;
    }

    private void readRoomId() {
        if (json.nullableString()) {
            roomIdLength = json.textLength();
            if (roomIdLength > roomId.length) {
                roomId = new byte[roomIdLength];
            }
            json.copyText(roomId);
        }
    }

    private void readAccounts() {
        if (json.enterArray()) {
            while (json.nextElement()) {
                if (json.string()) {
                    addAccount();
                }
            }
        }
    }

    private void readMembers() {
        if (json.enterArray()) {
            while (json.nextElement()) {
                json.enterObject();
                while (json.nextField()) {
                    readMemberField();
                }
            }
        }
    }

    private void readMemberField() {
        if (!json.textIs(ACCOUNT)) {
            json.skip();
        } else if (json.nullableString() && json.textLength() > 0) {
            addAccount();
        }
    }

    private void addAccount() {
        accountCount++;
        accountsHash += json.textHash();
    }

    /**
     * How many accounts the event names.
     *
     * @return 0 or more
     */
    public int accountCount() {
        return accountCount;
    }

    /**
     * The fingerprint of the accounts that the event names.
     *
     * @return the sum of their {@link AccountSetHash}
     */
    public long accountsHash() {
        return accountsHash;
    }

    /**
     * Whether the event is one of the room.
     *
     * @param expectedRoomId a room id in UTF-8
     * @return whether the event names it
     */
    public boolean isRoom(byte[] expectedRoomId) {
        return Arrays.equals(roomId, 0, roomIdLength, expectedRoomId, 0, expectedRoomId.length);
    }

    /**
     * Whether the event is one of the room; for ids in ASCII without allocation.
     *
     * @param expectedRoomId a room id
     * @return whether the event names it
     */
    public boolean isRoom(String expectedRoomId) {
        if (expectedRoomId.length() != roomIdLength) {
            return isRoom(utf8(expectedRoomId));
        }
        for (int at = 0; at < roomIdLength; at++) {
            if (roomId[at] != expectedRoomId.charAt(at)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
