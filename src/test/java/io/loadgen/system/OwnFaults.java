package io.loadgen.system;

import io.loadgen.injection.AddTarget;
import io.loadgen.injection.BacklogSample;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.ChatSession;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.SessionOptions;
import io.loadgen.injection.SignalListener;
import io.loadgen.time.WaitStrategy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What goes wrong on the generator's own side, switched on and off while a laboratory goes on. Any thread. */
final class OwnFaults {
    private volatile Duration perEvent = Duration.ZERO;
    private volatile Duration perSend = Duration.ZERO;
    private volatile boolean blind;

    void none() {
        perEvent = Duration.ZERO;
        perSend = Duration.ZERO;
        blind = false;
    }

    /** The collector takes so long for each event. */
    void slowListener(Duration each) {
        perEvent = each;
    }

    /** Every request is sent so much too late. */
    void lateSender(Duration each) {
        perSend = each;
    }

    /** Nobody tells of the worker's backlog. */
    void blind() {
        blind = true;
    }

    WaitStrategy over(WaitStrategy real) {
        return (long instantNanos, BooleanSupplier cancelled) -> {
            real.awaitUntil(instantNanos, cancelled);
            PausedPacing.pause(perSend);
        };
    }

    ChatPlatform over(ChatPlatform real) {
        return new ChatPlatform() {
            @Override
            public ChatSession open(SessionOptions options, List<AddTarget> targets, SignalListener listener)
                    throws InjectionException {
                return real.open(options, targets, perEvent.isZero() ? listener : over(listener));
            }

            @Override
            public ChatSession echo(SessionOptions options, List<AddTarget> targets, SignalListener listener)
                    throws InjectionException {
                return real.echo(options, targets, perEvent.isZero() ? listener : over(listener));
            }

            @Override
            public boolean hearsArrivalsAt(String site) {
                return real.hearsArrivalsAt(site);
            }

            @Override
            public BacklogSample backlog() throws InjectionException {
                if (blind) {
                    throw new InjectionException("the consumer is not told of", null);
                }
                return real.backlog();
            }
        };
    }

    private SignalListener over(SignalListener real) {
        return (SignalListener) Proxy.newProxyInstance(
                SignalListener.class.getClassLoader(),
                new Class<?>[] {SignalListener.class},
                (proxy, call, arguments) -> {
                    if (call.getName().equals("delivered")) {
                        PausedPacing.pause(perEvent);
                    }
                    try {
                        return call.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
