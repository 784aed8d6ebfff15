package io.loadgen.bench;

import io.loadgen.contract.AddMembersEncoder;
import io.loadgen.contract.AddTargetJson;
import io.loadgen.contract.ChatContract;
import io.loadgen.contract.Shape;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.spec.FixtureSpec;
import java.util.stream.IntStream;

/**
 * The requests of the bare loop: of the same rooms and the same size as the engine's, made beforehand, so that it has nothing to do
 * but to send them.
 */
public final class Workload {
    public static final String FRONTDOOR = "frontdoor";
    public static final String CANONICAL = "canonical";

    /** Requests in flight, as in what the client's own benchmarks call a window. */
    public static final int WINDOW = 1000;

    /** With accounts of this set's length they make a body of about 400 bytes. */
    public static final int USERS_PER_ADD = 10;

    public static final int ROOMS = 1000;

    private final String[] frontdoorSubjects = new String[ROOMS];
    private final byte[][] frontdoorBodies = new byte[ROOMS][];
    private final byte[][] canonicalBodies = new byte[ROOMS][];
    private final String canonicalSubject;

    Workload(ChatContract contract) {
        FixturePlan plan = new FixturePlan(fixture(1));
        int[] all = IntStream.range(0, USERS_PER_ADD).toArray();
        canonicalSubject = contract.canonicalMemberAdd();
        for (int room = 0; room < ROOMS; room++) {
            String owner = plan.account(plan.owner(room));
            frontdoorSubjects[room] = contract.memberAdd(owner, plan.roomId(room));
            byte[][] accounts = new byte[USERS_PER_ADD][];
            for (int index = 0; index < USERS_PER_ADD; index++) {
                accounts[index] = AddMembersEncoder.quote(plan.account(plan.candidate(room, index)));
            }
            frontdoorBodies[room] = AddMembersEncoder.frontdoor(
                    AddTargetJson.frontdoor(plan.roomId(room)), Shape.USERS, accounts, all, all.length);
            canonicalBodies[room] = AddMembersEncoder.canonical(
                    AddTargetJson.canonical(plan.roomId(room), plan.userId(plan.owner(room)), owner),
                    Shape.USERS,
                    accounts,
                    all,
                    all.length,
                    1_779_260_400_123L);
        }
    }

    /**
     * A set whose pools feed so many adds.
     *
     * @param adds how many
     * @return the numbers of the set
     */
    public static FixtureSpec fixture(long adds) {
        int perRoom = Math.toIntExact(Math.ceilDiv(adds, ROOMS)) * USERS_PER_ADD;
        return new FixtureSpec("bench", 42, "site-local", ROOMS, USERS_PER_ADD, perRoom, perRoom + 10 * USERS_PER_ADD);
    }

    String subject(String mode, long request) {
        return mode.equals(CANONICAL) ? canonicalSubject : frontdoorSubjects[(int) (request % ROOMS)];
    }

    byte[] body(String mode, long request) {
        byte[][] bodies = mode.equals(CANONICAL) ? canonicalBodies : frontdoorBodies;
        return bodies[(int) (request % ROOMS)];
    }
}
