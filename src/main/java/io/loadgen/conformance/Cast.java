package io.loadgen.conformance;

import io.loadgen.fixtures.FixturePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is who in one room of the check, in both directions: rules name parts ({@code <owner>}, {@code <c1>}, {@code <room>}), the
 * platform is told real ids.
 *
 * <p>A room has an owner, a further member {@code <m1>} and candidates {@code <c1>} to {@code <c8>}. Two candidates each share an org:
 * {@code <c1>} and {@code <c2>} are {@code <org1>}, which {@code <src1>} is the source channel of. Who is not in the set's numbers has
 * an id of its prefix as well, such as {@code <far>}, who is of {@code <other site>}. Immutable; any thread.
 */
final class Cast {
    static final int CANDIDATES = 8;
    static final int USERS_PER_BLOCK = 2;
    static final int MEMBERS = 2;

    private final FixturePlan plan;
    private final int room;
    private final String otherSite;
    private final Map<String, String> parts = new LinkedHashMap<>();
    private final List<String> accounts = new ArrayList<>();

    /** With the id of another site, empty where none is known. */
    Cast(FixturePlan plan, int room, String otherSite) {
        this.plan = plan;
        this.room = room;
        this.otherSite = otherSite;
        String prefix = plan.prefix();
        parts.put("<room name>", plan.roomName(room));
        parts.put("<room>", plan.roomId(room));
        parts.put("<nowhere>", prefix + "rnowhere");
        for (int block = 0; block < CANDIDATES / USERS_PER_BLOCK; block++) {
            int number = plan.candidateBlock(room, block);
            parts.put("<src" + (block + 1) + ">", plan.sourceRoomId(number));
            parts.put("<org" + (block + 1) + ">", plan.orgId(number));
        }
        parts.put("<org0>", plan.sectId(plan.owner(room)));
        parts.put("<no org>", prefix + "sghost");
        parts.put("<dept>", plan.deptId(0));
        user("owner", plan.baselineMember(room, 0));
        user("m1", plan.baselineMember(room, 1));
        for (int candidate = 0; candidate < CANDIDATES; candidate++) {
            user("c" + (candidate + 1), plan.candidate(room, candidate));
        }
        user("bot", prefix + "uhelper", prefix + "helper.bot");
        parts.put("<bot with _>", prefix + "helper_bot");
        user("other bot", prefix + "uother", prefix + "other.bot");
        user("p", prefix + "up", "p_" + prefix + "x");
        user("far", prefix + "ufar", prefix + "afar");
        user("ghost", prefix + "ughost", prefix + "aghost");
        user("nobody", prefix + "unobody", prefix + "anobody");
        parts.put("<prefix>", prefix);
    }

    private void user(String name, int number) {
        user(name, plan.userId(number), plan.account(number));
    }

    private void user(String name, String id, String account) {
        parts.put("<id of " + name + ">", id);
        parts.put("<" + name + ">", account);
        accounts.add(account);
    }

    String roomId() {
        return plan.roomId(room);
    }

    /** Real accounts of everybody in it. */
    List<String> accounts() {
        return List.copyOf(accounts);
    }

    /** Parts replaced by who they are. */
    String real(String text) {
        String real = text;
        for (Map.Entry<String, String> part : parts.entrySet()) {
            real = real.replace(part.getKey(), part.getValue());
        }
        return real.replace("<site>", plan.spec().site()).replace("<other site>", otherSite);
    }

    /** A site replaced by its part; what is none is left. */
    String siteOr(String text) {
        return text.equals(plan.spec().site()) ? "<site>" : isOtherSite(text) ? "<other site>" : text;
    }

    private boolean isOtherSite(String text) {
        return !otherSite.isEmpty() && text.equals(otherSite);
    }

    /** Who is in it replaced by their parts. */
    String parts(String text) {
        String told = text;
        for (Map.Entry<String, String> part : parts.entrySet()) {
            told = told.replace(part.getValue(), part.getKey());
        }
        return told;
    }
}
