package io.loadgen.audit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The subscriptions of one room, struck out as they are accounted for. Owned by one thread. */
final class RoomTally {
    /** Subscriptions left, by account. */
    private final Map<String, Integer> left = new HashMap<>();

    private final Set<String> accountedFor = new HashSet<>();

    RoomTally(List<String> accounts) {
        accounts.forEach(account -> left.merge(account, 1, Integer::sum));
    }

    /** Strikes out every subscription of an account; gives how many there were. */
    int takeAll(String account) {
        accountedFor.add(account);
        Integer taken = left.remove(account);
        return taken == null ? 0 : taken;
    }

    /** Strikes out one subscription of an account, if there is any. */
    void takeOne(String account) {
        accountedFor.add(account);
        left.computeIfPresent(account, (key, count) -> count == 1 ? null : count - 1);
    }

    /** Accounts with subscriptions left of which another was accounted for, sorted. */
    List<String> repeated() {
        return leftOver(true);
    }

    /** Accounts with subscriptions left of which none was accounted for, sorted. */
    List<String> strange() {
        return leftOver(false);
    }

    private List<String> leftOver(boolean known) {
        return left.keySet().stream()
                .filter(account -> accountedFor.contains(account) == known)
                .sorted()
                .toList();
    }
}
