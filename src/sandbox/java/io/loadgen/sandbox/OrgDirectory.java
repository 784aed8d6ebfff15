package io.loadgen.sandbox;

import io.loadgen.sandbox.wire.EventMember;
import java.util.List;
import org.bson.Document;

/**
 * What there is to show of an org: an org is what users documents say of it. Any thread; blocks on the database. Source: chat
 * contract §13.3.
 */
record OrgDirectory(ChatDatabase database, List<String> orgFields) {
    EventMember member(String org) {
        List<Document> users = database.usersOf(org, orgFields);
        if (users.isEmpty()) {
            return EventMember.org(org, "", "", 0);
        }
        Document first = users.getFirst();
        String field = orgFields.stream()
                .filter(candidate -> ChatUser.text(first, candidate).equals(org))
                .findFirst()
                .orElseThrow();
        String prefix = field.substring(0, field.length() - "Id".length());
        return EventMember.org(
                org, ChatUser.text(first, prefix + "Name"), ChatUser.text(first, prefix + "Description"), users.size());
    }
}
