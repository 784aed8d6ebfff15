package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.filter.FilteringParserDelegate;
import tools.jackson.core.filter.TokenFilter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/** Writes a report as JSON: fields in the order of the model, instants in ISO-8601, two spaces of indent. Any thread. */
public final class JsonReport {
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            // What an older build did not count is 0.
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private static final TokenFilter WITHOUT_INTERVALS = new TokenFilter() {
        @Override
        public @Nullable TokenFilter includeProperty(String name) {
            return name.equals("intervals") ? null : this;
        }

        @Override
        public boolean includeEmptyArray(boolean contentsFiltered) {
            return true;
        }

        @Override
        public boolean includeEmptyObject(boolean contentsFiltered) {
            return true;
        }
    };

    private JsonReport() {}

    /**
     * Writes a report.
     *
     * @param report the report
     * @return the document, without a line break at its end
     */
    public static String render(RunReport report) {
        return MAPPER.writeValueAsString(report);
    }

    /**
     * Writes a report as it is made, so that its length costs no memory.
     *
     * @param report the report
     * @param out where to; flushed, not closed
     */
    public static void write(RunReport report, OutputStream out) {
        MAPPER.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET).writeValue(out, report);
    }

    /**
     * Writes of a run that could not begin, of which nothing else is known.
     *
     * @param failure why it could not
     * @return a document with {@code schemaVersion}, {@code state} and {@code failure} only
     */
    public static String renderFailure(String failure) {
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("schemaVersion", RunReport.SCHEMA_VERSION);
        known.put("state", RunState.FAILED);
        known.put("failure", failure);
        return MAPPER.writeValueAsString(known);
    }

    /**
     * Reads a report back. Fields that this version does not know are passed over.
     *
     * @param json a document that {@link #render} wrote
     * @return the report; the single adds of a capacity run are not in it
     * @throws IllegalArgumentException when it is no report of this schema version
     */
    public static RunReport read(String json) {
        return read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads a report back as it comes.
     *
     * @param json the same in UTF-8; closed
     * @return the report; the single adds of a capacity run are not in it
     * @throws IllegalArgumentException when it is no report of this schema version
     */
    public static RunReport read(InputStream json) {
        return read(json, UnaryOperator.identity());
    }

    /**
     * Reads a report back as it comes, but for the latencies of each second.
     *
     * @param json the same in UTF-8; closed
     * @return the report; its intervals are not in it
     * @throws IllegalArgumentException when it is no report of this schema version
     */
    public static RunReport readWithoutIntervals(InputStream json) {
        return read(
                json,
                whole -> new FilteringParserDelegate(
                        whole, WITHOUT_INTERVALS, TokenFilter.Inclusion.INCLUDE_ALL_AND_PATH, true));
    }

    private static RunReport read(InputStream json, UnaryOperator<JsonParser> part) {
        try (JsonParser parser = part.apply(MAPPER.createParser(json))) {
            return MAPPER.readValue(parser, RunReport.class);
        } catch (ValueInstantiationException e) {
            throw new IllegalArgumentException(
                    Objects.requireNonNullElse(e.getCause(), e).getMessage(), e);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no report: " + e.getOriginalMessage(), e);
        }
    }
}
