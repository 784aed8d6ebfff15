package io.loadgen;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * On a parameterized test whose cases are many and slow: each so manieth is tried, the first of all with it, and all of them in the
 * profile {@code nightly}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OneIn.Condition.class)
public @interface OneIn {
    /** One of how many is tried. */
    int value();

    /** Counts the cases by their place among them. */
    final class Condition implements ExecutionCondition {
        private static final Pattern CASE = Pattern.compile(".*\\[test-template-invocation:#(\\d+)]$");

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Matcher found = CASE.matcher(context.getUniqueId());
            int every = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), OneIn.class)
                    .orElseThrow()
                    .value();
            return Nightly.Condition.ALL || !found.matches() || (Integer.parseInt(found.group(1)) - 1) % every == 0
                    ? ConditionEvaluationResult.enabled("tried")
                    : ConditionEvaluationResult.disabled("one in " + every + " is tried; all are by -Pnightly");
        }
    }
}
