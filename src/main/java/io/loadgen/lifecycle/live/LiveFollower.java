package io.loadgen.lifecycle.live;

/**
 * Follows runs. Is told by the threads of the run itself, so a call must not block, must not take long and must not throw: whoever
 * has more to do takes what it is told into a {@link LiveMailbox}.
 */
@FunctionalInterface
public interface LiveFollower {
    /**
     * Something happened.
     *
     * @param event what; one at a time, in order
     */
    void on(LiveEvent event);
}
