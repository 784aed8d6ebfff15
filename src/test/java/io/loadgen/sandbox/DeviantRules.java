package io.loadgen.sandbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Rules of services some of which are others, as a test says at the time. Any thread. */
final class DeviantRules implements UnaryOperator<PlatformRules> {
    private volatile Map<String, Function<Object[], Object>> others = Map.of();

    /** From now on so many rules, by the names of their methods, give something else. */
    void to(Map<String, Function<Object[], Object>> answers) {
        others = answers;
    }

    @Override
    public PlatformRules apply(PlatformRules rules) {
        return (PlatformRules) Proxy.newProxyInstance(
                PlatformRules.class.getClassLoader(),
                new Class<?>[] {PlatformRules.class},
                (proxy, method, arguments) -> {
                    Function<Object[], Object> other = others.get(method.getName());
                    if (other != null) {
                        return other.apply(arguments);
                    }
                    try {
                        return method.invoke(rules, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
