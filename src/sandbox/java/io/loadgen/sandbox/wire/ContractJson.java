package io.loadgen.sandbox.wire;

import io.loadgen.contract.JsonText;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Encodes the message records as the platform's Go services do: fields in order of declaration, {@code null} for lists that are
 * nil, {@code <}, {@code >} and {@code &} escaped; on input unknown fields are ignored and names match in either case.
 *
 * <p>Any thread. Not for the hot path. Source: chat contract §4.
 */
public final class ContractJson {
    private static final DateTimeFormatter RFC_3339 =
            new DateTimeFormatterBuilder().appendInstant(-1).toFormatter();

    private ContractJson() {}

    /**
     * A mapper with the platform's rules.
     *
     * @return a new mapper; immutable
     */
    public static JsonMapper mapper() {
        return JsonMapper.builder(
                        JsonFactory.builder().characterEscapes(new GoEscapes()).build())
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }

    /**
     * A time as the platform writes it: RFC 3339 in UTC, trailing zeros of the fraction trimmed.
     *
     * @param time a time
     * @return for instance {@code 2026-05-20T07:00:00.12Z}
     */
    public static String time(Instant time) {
        return RFC_3339.format(time);
    }

    private static final class GoEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            for (int ascii = 0; ascii < codes.length; ascii++) {
                // Jackson would write the digits of a control character in upper case.
                if (codes[ascii] == ESCAPE_STANDARD) {
                    codes[ascii] = ESCAPE_CUSTOM;
                }
            }
            codes['<'] = ESCAPE_CUSTOM;
            codes['>'] = ESCAPE_CUSTOM;
            codes['&'] = ESCAPE_CUSTOM;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return JsonText.isEscaped((char) character)
                    ? new SerializedString(JsonText.escape((char) character))
                    : null;
        }
    }
}
