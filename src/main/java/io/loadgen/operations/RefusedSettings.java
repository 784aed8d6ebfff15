package io.loadgen.operations;

import io.loadgen.spec.InvalidSpecException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.NestedExceptionUtils;

/** A setting of a type that requests have, too, is refused by the setting's name: {@code abortOn.errorRate} is {@code abort-on.error-rate}. */
final class RefusedSettings implements ConfigurationPropertiesBindHandlerAdvisor {
    @Override
    public BindHandler apply(BindHandler others) {
        return new AbstractBindHandler(others) {
            @Override
            public @Nullable Object onFailure(
                    ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
                    throws Exception {
                if (NestedExceptionUtils.getMostSpecificCause(error) instanceof InvalidSpecException refused) {
                    String field = refused.field().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
                    throw new IllegalArgumentException(name.getParent() + "." + field + " must be " + refused.accepted()
                            + ", was " + refused.value());
                }
                return super.onFailure(name, target, context, error);
            }
        };
    }
}
