package io.loadgen.sandbox;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.impl.Headers;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Connections of services whose messages are changed on their way out, as a test says at the time. Any thread. */
final class DeviantWire implements UnaryOperator<Connection> {
    /** What is sent in place of a message. */
    @FunctionalInterface
    interface Change {
        /** As it is. */
        Change NONE = List::of;

        List<Sent> of(Sent message);
    }

    /** A message on its way out; without headers it has none. */
    record Sent(String subject, @Nullable Headers headers, String body) {
        Sent with(String otherBody) {
            return new Sent(subject, headers, otherBody);
        }
    }

    private volatile Change change = Change.NONE;

    void to(Change other) {
        change = other;
    }

    @Override
    public Connection apply(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            boolean publishes = method.getName().equals("publish") && arguments[0] instanceof String;
            if (publishes) {
                boolean hasHeaders = arguments.length == 3;
                sent(arguments, hasHeaders)
                        .forEach(message -> connection.publish(
                                message.subject(),
                                message.headers(),
                                message.body().getBytes(StandardCharsets.UTF_8)));
                return null;
            }
            Object answer = call(method, connection, arguments);
            return answer instanceof JetStream stream ? proxy(JetStream.class, ofStream(stream)) : answer;
        });
    }

    private InvocationHandler ofStream(JetStream stream) {
        return (proxy, method, arguments) -> {
            if (!method.getName().equals("publish")) {
                return call(method, stream, arguments);
            }
            Object ack = null;
            for (Sent message : sent(arguments, true)) {
                ack = stream.publish(
                        message.subject(), message.headers(), message.body().getBytes(StandardCharsets.UTF_8));
            }
            return ack;
        };
    }

    private List<Sent> sent(Object[] arguments, boolean hasHeaders) {
        String body = new String((byte[]) arguments[arguments.length - 1], StandardCharsets.UTF_8);
        return change.of(new Sent((String) arguments[0], hasHeaders ? (Headers) arguments[1] : null, body));
    }

    private static Object call(java.lang.reflect.Method method, Object target, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
