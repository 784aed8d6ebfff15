package io.loadgen.spec;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Searches as tests ask for them. */
public final class SearchSpecs {
    private SearchSpecs() {}

    /** With every default, a p99 of E2 of one second, and a rate that is to hold. */
    public static SearchSpec search(@Nullable Double goal) {
        return search(null, goal);
    }

    /** The same with another greatest rate. */
    public static SearchSpec upTo(double maxRate) {
        return search(maxRate, null);
    }

    private static SearchSpec search(@Nullable Double maxRate, @Nullable Double goal) {
        return new SearchSpec(
                "members-heavy-42",
                null,
                null,
                null,
                null,
                maxRate,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new Slo(Map.of(), Map.of("p99", Duration.ofSeconds(1)), null, null, null, goal),
                null);
    }

    /** As it is posted, with some fields more. */
    static RunSpec posted(String fields) {
        return JsonMapper.shared()
                .readValue("{\"type\": \"search\", \"fixture\": \"f-42\"" + fields + "}", RunSpec.class);
    }
}
