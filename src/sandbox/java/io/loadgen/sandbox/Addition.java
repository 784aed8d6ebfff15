package io.loadgen.sandbox;

import io.loadgen.sandbox.MemberJob.NewMember;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a job adds to a room. Immutable; any thread.
 *
 * @param job the job
 * @param candidates all whom the job means, members already or not
 * @param added who is new in the room
 * @param individuals those listed who are to have a room_members row of their own and have none
 * @param newOrgs orgs that have no row in the room yet
 */
record Addition(
        MemberJob job,
        List<ChatUser> candidates,
        List<NewMember> added,
        List<ChatUser> individuals,
        List<String> newOrgs) {
    boolean hasOrgs() {
        return !job.orgs().isEmpty();
    }

    /** Those listed who are new in one way or the other, in the order of the list. */
    List<ChatUser> newListed() {
        Set<String> fresh = new HashSet<>();
        added.forEach(member -> fresh.add(member.account()));
        individuals.forEach(user -> fresh.add(user.account()));
        return job.users().stream()
                .filter(fresh::contains)
                .flatMap(account -> candidates.stream()
                        .filter(user -> user.account().equals(account))
                        .limit(1))
                .toList();
    }
}
