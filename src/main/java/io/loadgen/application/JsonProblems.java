package io.loadgen.application;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.loadgen.spec.DurationText;
import io.loadgen.spec.InvalidSpecException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says why JSON that was sent was not read: which field, and what it may hold. Stateless; any thread. */
public final class JsonProblems {
    /** Jackson keeps a refused scalar in its message only; where the message is another, its kind has to do. */
    private static final Pattern REFUSED_VALUE = Pattern.compile("value \\(\"(.*)\"\\)");

    private static final Pattern REFUSED_TOKEN = Pattern.compile("token `JsonToken\\.(\\w+)`");

    private JsonProblems() {}

    /**
     * The problem behind a failure to read a body.
     *
     * @param cause what Jackson threw; anything else stands for a body that is missing
     * @return the problem
     */
    public static Problem of(@Nullable Throwable cause) {
        if (!(cause instanceof JacksonException failure)) {
            return ProblemType.MALFORMED_JSON.because("a JSON body is required");
        }
        if (failure.getCause() instanceof InvalidSpecException refusal) {
            return ProblemType.INVALID_FIELD.at(refusal.field(), refusal.value(), refusal.accepted());
        }
        return switch (failure) {
            case UnrecognizedPropertyException unknown -> unknownField(unknown);
            case InvalidTypeIdException type -> unknownType(type);
            case MismatchedInputException mismatch -> wrongType(mismatch);
            default -> malformed(failure);
        };
    }

    private static Problem unknownField(UnrecognizedPropertyException unknown) {
        Class<?> owner = unknown.getReferringClass();
        List<String> accepted = owner.isRecord()
                ? Arrays.stream(owner.getRecordComponents())
                        .map(component -> component.getName())
                        .toList()
                : Optional.ofNullable(unknown.getKnownPropertyIds()).orElse(List.of()).stream()
                        .map(Object::toString)
                        .sorted()
                        .toList();
        String field = path(unknown);
        return ProblemType.UNKNOWN_FIELD.at(
                field,
                unknown.getPropertyName(),
                accepted,
                "there is no field " + field + "; accepted are " + String.join(", ", accepted));
    }

    private static Problem unknownType(InvalidTypeIdException type) {
        JsonSubTypes known = type.getBaseType().getRawClass().getAnnotation(JsonSubTypes.class);
        String accepted = known == null
                ? "another type"
                : Arrays.stream(known.value()).map(JsonSubTypes.Type::name).collect(Collectors.joining(", "));
        return ProblemType.INVALID_FIELD.at(
                "type", Objects.requireNonNullElse(type.getTypeId(), "missing"), "one of " + accepted);
    }

    private static Problem wrongType(MismatchedInputException mismatch) {
        String field = path(mismatch);
        String accepted = typeInWords(mismatch.getTargetType());
        String value = value(mismatch);
        return field.isEmpty()
                ? ProblemType.MALFORMED_JSON.because("the body must be a JSON object" + at(mismatch))
                : ProblemType.INVALID_FIELD.at(field, value, accepted);
    }

    private static Problem malformed(JacksonException malformed) {
        return ProblemType.MALFORMED_JSON.because("the body is not valid JSON" + at(malformed));
    }

    private static String value(MismatchedInputException mismatch) {
        if (mismatch instanceof InvalidFormatException format) {
            return String.valueOf(format.getValue());
        }
        Matcher refused = REFUSED_VALUE.matcher(mismatch.getOriginalMessage());
        return refused.find() ? refused.group(1) : token(mismatch);
    }

    /** What was refused is in the message: the reader itself may be past it. */
    private static String token(MismatchedInputException mismatch) {
        Matcher refused = REFUSED_TOKEN.matcher(mismatch.getOriginalMessage());
        return switch (refused.find() ? refused.group(1) : "") {
            case "START_ARRAY" -> "an array";
            case "START_OBJECT" -> "an object";
            case "VALUE_NUMBER_INT" -> "a whole number";
            case "VALUE_NUMBER_FLOAT" -> "a number";
            case "VALUE_STRING" -> "a string";
            case "VALUE_TRUE", "VALUE_FALSE" -> "a boolean";
            default -> "of another type";
        };
    }

    private static String at(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String path(JacksonException e) {
        return e.getPath().stream()
                .map(Reference::getPropertyName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }

    private static String typeInWords(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        return switch (type.getSimpleName()) {
            case "Integer", "int" -> "a whole number of 32 bits";
            case "Long", "long" -> "a whole number";
            case "Double", "double" -> "a number";
            case "Boolean", "boolean" -> "true or false";
            case "String" -> "a string";
            case "Duration" -> DurationText.ACCEPTED;
            default -> Collection.class.isAssignableFrom(type) ? "an array" : "an object";
        };
    }
}
