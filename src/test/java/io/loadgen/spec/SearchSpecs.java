package io.loadgen.spec;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Searches as tests ask for them. */
public final class SearchSpecs {
    private SearchSpecs() {}

    /** With every default, a p99 of E2 of one second, and a rate that is to hold. */
    public static SearchSpec search(@Nullable Double goal) {
        return of(
                "members-heavy-42",
                ", \"slo\": {\"e2\": {\"p99\": \"1s\"}" + (goal == null ? "" : ", \"rate\": " + goal) + "}");
    }

    /** The same without a goal, with another greatest rate. */
    public static SearchSpec upTo(double maxRate) {
        return of("members-heavy-42", ", \"slo\": {\"e2\": {\"p99\": \"1s\"}}, \"maxRate\": " + maxRate);
    }

    /** One of a fixture set, with some fields more, as they are posted. */
    public static SearchSpec of(String fixture, String fields) {
        return (SearchSpec) JsonMapper.shared()
                .readValue("{\"type\": \"search\", \"fixture\": \"" + fixture + "\"" + fields + "}", RunSpec.class);
    }

    static RunSpec posted(String fields) {
        return of("f-42", fields);
    }
}
