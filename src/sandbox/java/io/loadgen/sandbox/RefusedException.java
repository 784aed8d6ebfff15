package io.loadgen.sandbox;

import java.util.Map;

/** Room-service refuses a request. Which of the fields are told is the version's matter. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String reason;
    private final transient Map<String, String> metadata;

    RefusedException(String code, String reason, String text, Map<String, String> metadata) {
        super(text);
        this.code = code;
        this.reason = reason;
        this.metadata = metadata;
    }

    RefusedException(String code, String reason, String text) {
        this(code, reason, text, Map.of());
    }

    static RefusedException internal() {
        return new RefusedException("internal", "", "internal error");
    }

    String code() {
        return code;
    }

    String reason() {
        return reason;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    Map<String, String> metadata() {
        return metadata;
    }
}
