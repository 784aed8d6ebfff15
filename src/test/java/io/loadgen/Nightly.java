package io.loadgen;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** On a slow test of what faster ones have already seen from another side: it is run in the profile {@code nightly}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Nightly.Condition.class)
public @interface Nightly {
    /** Looks at the profile. */
    final class Condition implements ExecutionCondition {
        /** Set where all are to be tried. */
        static final boolean ALL = Boolean.getBoolean("loadgen.tests.all");

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return ALL
                    ? ConditionEvaluationResult.enabled("tried")
                    : ConditionEvaluationResult.disabled("is run by -Pnightly");
        }
    }
}
