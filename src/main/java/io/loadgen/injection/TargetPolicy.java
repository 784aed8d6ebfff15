package io.loadgen.injection;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether the platform that this service is configured for may be loaded at all. The operator may list the servers and sites
 * that may; whoever changes a server's address then cannot load another by it.
 *
 * <p>Immutable; any thread.
 *
 * @param forbidden the targets that are not on their list, empty when all may be loaded
 */
public record TargetPolicy(List<Forbidden> forbidden) {
    /** Everything configured may be loaded. */
    public static final TargetPolicy GRANTED = new TargetPolicy(List.of());

    /** Takes a copy. */
    public TargetPolicy {
        forbidden = List.copyOf(forbidden);
    }

    /**
     * Whether load may be started.
     *
     * @return true when every target may be loaded
     */
    public boolean isGranted() {
        return forbidden.isEmpty();
    }

    /**
     * Lets nobody pass who would load a target that may not be.
     *
     * @throws LoadForbiddenException naming each such target, its setting and its list
     */
    public void require() {
        if (!isGranted()) {
            throw new LoadForbiddenException(refusal());
        }
    }

    /**
     * Why nothing may be started.
     *
     * @return one sentence for each target, empty when all may be loaded
     */
    public String refusal() {
        return forbidden.stream().map(Forbidden::sentence).collect(Collectors.joining("; "));
    }

    /**
     * A target that is not on its list.
     *
     * @param setting the setting that names the target
     * @param target the target, without credentials
     * @param list the setting that lists what may be loaded
     * @param allowed what it lists
     */
    public record Forbidden(String setting, String target, String list, List<String> allowed) {
        /** Takes a copy. */
        public Forbidden {
            allowed = List.copyOf(allowed);
        }

        private String sentence() {
            return setting + " names " + target + ", which may not be loaded: " + list + " lists "
                    + String.join(", ", allowed);
        }
    }
}
