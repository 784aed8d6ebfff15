package io.loadgen.sandbox;

import io.loadgen.time.NanoClock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What room-worker reads of rooms and users before it writes: from memory where it has read it not long ago, whatever became of it
 * in the database since.
 *
 * <p>Any thread. Source: chat contract §13.4.
 */
final class WorkerReads {
    private final ChatDatabase database;
    private final ReadCacheSettings settings;
    private final ReadCache<ChatUser> users;
    private final ReadCache<ChatRoom> rooms;

    WorkerReads(ChatDatabase database, ReadCacheSettings settings, NanoClock clock) {
        this.database = database;
        this.settings = settings;
        users = new ReadCache<>(settings.users(), settings.userTtl(), clock);
        rooms = new ReadCache<>(settings.rooms(), settings.roomTtl(), clock);
    }

    /** A room; of one that is remembered only what does not change with its members. */
    @Nullable
    ChatRoom room(String roomId) {
        ChatRoom known = rooms.find(roomId);
        if (known != null) {
            return known;
        }
        ChatRoom read = database.room(roomId);
        if (read != null && settings.rooms() > 0) {
            rooms.keep(roomId, read.withoutMembers());
        }
        return read;
    }

    /** The same room as the database has it now, null when it is gone. */
    @Nullable
    ChatRoom stored(ChatRoom room) {
        return settings.rooms() > 0 ? database.room(room.id()) : room;
    }

    /** Users by account, those that are not there left out: first those that are remembered. */
    List<ChatUser> users(Collection<String> accounts) {
        List<ChatUser> found = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String account : accounts) {
            ChatUser known = users.find(account);
            if (known == null) {
                unknown.add(account);
            } else {
                found.add(known);
            }
        }
        if (!unknown.isEmpty()) {
            database.users(unknown).forEach(user -> found.add(kept(user)));
        }
        return found;
    }

    /** Users of whom is known that they are there, each as it is remembered. */
    List<ChatUser> remembered(List<ChatUser> read) {
        return read.stream()
                .map(user -> {
                    ChatUser known = users.find(user.account());
                    return known == null ? kept(user) : known;
                })
                .toList();
    }

    private ChatUser kept(ChatUser user) {
        users.keep(user.account(), user);
        return user;
    }
}
