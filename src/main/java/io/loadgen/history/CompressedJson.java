package io.loadgen.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Values as gzipped JSON, the form in which parts are kept. Fields that this version does not know are passed over. Any thread. */
final class CompressedJson {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private CompressedJson() {}

    static byte[] write(Object value) {
        return zipped(out -> MAPPER.writeValue(out, value));
    }

    /**
     * Reads a value back.
     *
     * @throws IllegalArgumentException when it is none
     */
    static <T> T read(byte[] zipped, Class<T> type) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return MAPPER.readValue(in, type);
        } catch (IOException | JacksonException broken) {
            throw new IllegalArgumentException(
                    "no " + type.getSimpleName() + " can be read: " + broken.getMessage(), broken);
        }
    }

    /**
     * The JSON itself, read as it is unzipped.
     *
     * @throws IllegalArgumentException when the bytes are not zipped
     */
    static InputStream open(byte[] zipped) {
        try {
            return new GZIPInputStream(new ByteArrayInputStream(zipped));
        } catch (IOException broken) {
            throw new IllegalArgumentException("not zipped: " + broken.getMessage(), broken);
        }
    }

    static byte[] zipped(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written to", e);
        }
        return bytes.toByteArray();
    }

    /** Writes something. */
    interface Writing {
        void to(OutputStream out) throws IOException;
    }
}
