package io.loadgen.api;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * How many requests candidate pools can feed: rate times duration of a run must not be more.
 *
 * @param usersPerAdd users of each request
 * @param adds requests that all rooms together can feed
 */
@Schema(name = "Adds", description = "Rate times duration of a run must not be more than `adds`.")
public record AddsView(int usersPerAdd, long adds) {
    /** The {@code usersPerAdd} of a run that does not name one. */
    static final int DEFAULT_USERS_PER_ADD = 10;
}
