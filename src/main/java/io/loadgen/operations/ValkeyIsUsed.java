package io.loadgen.operations;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether {@code loadgen.valkey.address} is given and not empty, which the platform's {@code VALKEY_ADDR} may well be. */
final class ValkeyIsUsed implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return !context.getEnvironment()
                .getProperty("loadgen.valkey.address", "")
                .isEmpty();
    }
}
