package io.loadgen.result;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import io.loadgen.latency.LatencySummary;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/** Marks nanoseconds that a report has as milliseconds, with up to 3 decimals. */
@JacksonAnnotationsInside
@JsonSerialize(using = Millis.Writer.class)
@JsonDeserialize(using = Millis.Reader.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@interface Millis {
    /** Writes milliseconds. */
    final class Writer extends ValueSerializer<Long> {
        @Override
        public void serialize(Long nanos, JsonGenerator json, SerializationContext context) {
            json.writeNumber(LatencySummary.millis(nanos));
        }
    }

    /** Reads milliseconds. */
    final class Reader extends ValueDeserializer<Long> {
        @Override
        public Long deserialize(JsonParser json, DeserializationContext context) {
            return Math.round(json.getDoubleValue() * 1e6);
        }
    }
}
