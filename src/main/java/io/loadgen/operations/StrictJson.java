package io.loadgen.operations;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Reads requests to the letter: no number out of a string, no string out of a number, no whole number out of a fraction. A
 * load test must not start on a guess.
 */
@Configuration(proxyBeanMethods = false)
public class StrictJson {
    @Bean
    JsonMapperBuilderCustomizer strictReading() {
        return mapper -> mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(LogicalType.Textual, text -> {
                    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                    text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                    text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                })
                .addModule(new SimpleModule("names first").setDeserializerModifier(new NamesFirst()));
    }

    /** A misspelled field is named before the record has a say that misses the field it stands for. */
    private static final class NamesFirst extends ValueDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public ValueDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription.Supplier bean, ValueDeserializer<?> reader) {
            return bean.getBeanClass().isRecord() ? new NamesFirstReader(reader) : reader;
        }
    }

    private static final class NamesFirstReader extends DelegatingDeserializer {
        NamesFirstReader(ValueDeserializer<?> reader) {
            super(reader);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> reader) {
            return new NamesFirstReader(reader);
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) {
            if (!json.hasToken(JsonToken.START_OBJECT) && !json.hasToken(JsonToken.PROPERTY_NAME)) {
                return super.deserialize(json, context);
            }
            TokenBuffer fields = context.bufferForInputBuffering(json).deserialize(json, context);
            try (JsonParser names = fields.asParserOnFirstToken(context)) {
                while (names.nextToken() == JsonToken.PROPERTY_NAME) {
                    if (!_delegatee.getKnownPropertyNames().contains(names.currentName())) {
                        context.handleUnknownProperty(names, _delegatee, handledType(), names.currentName());
                    }
                    names.nextToken();
                    names.skipChildren();
                }
            }
            return super.deserialize(fields.asParserOnFirstToken(context), context);
        }
    }
}
