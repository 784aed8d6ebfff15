package io.loadgen.engine;

import io.loadgen.injection.AddTarget;
import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.SessionOptions;
import io.loadgen.injection.SignalListener;
import java.util.List;

/**
 * A platform whose worker never has a backlog: the echo keeps none and has no consumer to look at.
 *
 * @param platform the way to the echo
 */
record IdlePlatform(ChatPlatform platform) implements ChatPlatform {
    @Override
    public ChatSession open(SessionOptions options, List<AddTarget> targets, SignalListener listener)
            throws InjectionException {
        return platform.open(options, targets, listener);
    }

    @Override
    public ChatSession echo(SessionOptions options, List<AddTarget> targets, SignalListener listener)
            throws InjectionException {
        return platform.echo(options, targets, listener);
    }

    @Override
    public BacklogSample backlog() {
        return new BacklogSample("ROOMS_site-local", "echo", 0, 0, 0, 0, 1);
    }
}
