package io.loadgen.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The processes that a client's load makes work: what they take is part of what the client costs its machine.
 *
 * @param pids the process ids, by what the processes are
 */
public record Company(Map<String, Long> pids) {
    /** A client that looks at itself alone. */
    static final Company NONE = new Company(Map.of());

    public Company {
        pids = Map.copyOf(pids);
    }

    /** Those that a worker was given as arguments, each {@code name=pid}. */
    static Company of(List<String> arguments) {
        Map<String, Long> pids = new LinkedHashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            pids.put(argument.substring(0, equals), Long.parseLong(argument, equals + 1, argument.length(), 10));
        }
        return new Company(pids);
    }
}
