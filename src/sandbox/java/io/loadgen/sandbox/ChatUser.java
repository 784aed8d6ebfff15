package io.loadgen.sandbox;

import io.loadgen.sandbox.wire.EventMember;
import org.bson.Document;

/** What the services read of a users document. Immutable; any thread. Source: chat contract §7. */
record ChatUser(
        String id,
        String account,
        String siteId,
        String engName,
        String chineseName,
        String sectName,
        String employeeId) {
    static ChatUser of(Document user) {
        return new ChatUser(
                text(user, "_id"),
                text(user, "account"),
                text(user, "siteId"),
                text(user, "engName"),
                text(user, "chineseName"),
                text(user, "sectName"),
                text(user, "employeeId"));
    }

    static String text(Document document, String field) {
        return document.get(field) instanceof String text ? text : "";
    }

    EventMember toEventMember() {
        return EventMember.individual(id, account, engName, chineseName, sectName, employeeId);
    }

    String displayName() {
        if (engName.isEmpty() && chineseName.isEmpty()) {
            return account;
        }
        if (engName.isEmpty() || engName.equals(chineseName)) {
            return chineseName;
        }
        return chineseName.isEmpty() ? engName : engName + " " + chineseName;
    }
}
