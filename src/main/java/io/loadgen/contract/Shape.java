package io.loadgen.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What one request names to say whom it adds. Source: chat contract §4.1. */
public enum Shape {
    /** Accounts. */
    USERS,
    /** Orgs: all users of each. */
    ORGS,
    /** Channels: all members of each, as room-service expands them. */
    CHANNELS;

    /** The shape as it is written in requests, reports and metrics: the name in lower case. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
