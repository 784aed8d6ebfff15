package io.loadgen.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads member events: which room, how many members, and a fingerprint of them. Takes both forms: the list {@code accounts},
 * and a list {@code members} of objects, of which an org counts by its id and anybody else by the account. Never throws,
 * whatever the bytes.
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
    private static final byte[] ID = utf8("id");
    private static final byte[] ORG = utf8("org");

    private final JsonScanner json = new JsonScanner();
    private byte[] roomId = new byte[64];
    private int roomIdLength;
    private int memberCount;
    private long membersHash;
    private boolean org;
    private boolean idSeen;
    private long orgHash;
    private boolean accountSeen;
    private long accountHash;

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
        memberCount = 0;
        membersHash = 0;
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
                    add(json.textHash());
                }
            }
        }
    }

    private void readMembers() {
        if (json.enterArray()) {
            while (json.nextElement()) {
                org = false;
                idSeen = false;
                accountSeen = false;
                json.enterObject();
                while (json.nextField()) {
                    readMemberField();
                }
                addMember();
            }
        }
    }

    /** Fields come in any order, so that only the end of the object tells what to make of them. */
    private void readMemberField() {
        if (json.textIs(ACCOUNT)) {
            accountSeen = json.nullableString() && json.textLength() > 0;
            accountHash = json.textHash();
        } else if (json.textIs(ID)) {
            idSeen = json.nullableString() && json.textLength() > 0;
            orgHash = json.textOrgHash();
        } else if (json.textIs(TYPE)) {
            org = json.nullableString() && json.textIs(ORG);
        } else {
            json.skip();
        }
    }

    private void addMember() {
        if (org && idSeen) {
            add(orgHash);
        } else if (!org && accountSeen) {
            add(accountHash);
        }
    }

    private void add(long hash) {
        memberCount++;
        membersHash += hash;
    }

    /** How many members the event names: accounts, and orgs where the version names them; 0 or more. */
    public int memberCount() {
        return memberCount;
    }

    /** The fingerprint of the members that the event names: the sum of their {@link AccountSetHash}. */
    public long membersHash() {
        return membersHash;
    }

    /** A hash of the room's id: what {@link #roomHash(byte[], int)} gives for it. */
    public int roomHash() {
        return roomHash(roomId, roomIdLength);
    }

    /**
     * A hash of a room id.
     *
     * @param id begins with the id, in UTF-8
     * @param length how long it is
     * @return the same for the same id
     */
    public static int roomHash(byte[] id, int length) {
        int hash = 0;
        for (int at = 0; at < length; at++) {
            hash = 31 * hash + id[at];
        }
        return hash;
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
