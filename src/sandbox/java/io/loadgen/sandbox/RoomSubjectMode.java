package io.loadgen.sandbox;

import io.loadgen.contract.ChatContract;
import java.util.List;

/** On which subjects a room is told that is known to have members on its own site only. Source: chat contract §13.1. */
public enum RoomSubjectMode {
    /** As every other room. */
    GLOBAL,
    /** On the subject of the site. */
    LOCAL,
    /** On both, in two copies. */
    DUAL;

    List<String> memberEvents(ChatContract contract, ChatRoom room) {
        String global = contract.memberEvent(room.id());
        if (!room.isKnownLocal()) {
            return List.of(global);
        }
        String local = contract.localMemberEvent(room.id());
        return switch (this) {
            case GLOBAL -> List.of(global);
            case LOCAL -> List.of(local);
            case DUAL -> List.of(local, global);
        };
    }
}
