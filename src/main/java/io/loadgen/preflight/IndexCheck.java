package io.loadgen.preflight;

import static io.loadgen.result.PreflightCheck.fail;
import static io.loadgen.result.PreflightCheck.pass;

import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.indexes.IndexCreation;
import io.loadgen.fixtures.indexes.IndexPolicy;
import io.loadgen.fixtures.indexes.MissingIndex;
import io.loadgen.fixtures.indexes.ServiceIndexes;
import io.loadgen.result.PreflightCheck;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The indexes of the add path: named by the services that make them, or made. Source: chat contract §7, §13.5, trap T14. */
final class IndexCheck {
    static final String NAME = "indexes";

    /** Making an index reads its whole collection. */
    static final Duration CREATION_TIME = Duration.ofSeconds(30);

    private static final String ALL = "all indexes of the add path are there";
    private static final String HARM = "; look-ups scan, and duplicates can get in";
    private static final String ASK =
            "have exactly the missing ones made: POST /api/v1/preflight with {\"indexes\": \"create\"}";

    private final ServiceIndexes indexes;

    IndexCheck(ServiceIndexes indexes) {
        this.indexes = indexes;
    }

    Step step(ContractVersion version, IndexPolicy policy) {
        return Step.of(NAME, () -> switch (policy) {
            case REPORT -> reported(indexes.missing(version));
            case CREATE -> made(indexes.createMissing(version));
        });
    }

    private static PreflightCheck reported(List<MissingIndex> missing) {
        if (missing.isEmpty()) {
            return pass(NAME, ALL);
        }
        Map<String, List<MissingIndex>> byService = missing.stream()
                .collect(Collectors.groupingBy(MissingIndex::service, LinkedHashMap::new, Collectors.toList()));
        String names = byService.entrySet().stream()
                .map(service -> "of " + service.getKey() + ": "
                        + service.getValue().stream()
                                .map(MissingIndex::toString)
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
        return fail(NAME, "missing " + names + HARM, remedy(missing, byService.keySet().stream()));
    }

    /** In this order: no service, and nobody else, can make an index over another. */
    private static String remedy(List<MissingIndex> missing, Stream<String> services) {
        String drops = missing.stream()
                .filter(index -> index.inTheWay() != null)
                .map(index -> "drop index " + Objects.requireNonNull(index.inTheWay()) + " of " + index.collection()
                        + ", which is in the way; ")
                .distinct()
                .collect(Collectors.joining());
        return drops + "start " + services.collect(Collectors.joining(" and "))
                + ", or restart what runs already: indexes are made at the start; or " + ASK;
    }

    private static PreflightCheck made(IndexCreation creation) {
        return creation.conflicts().isEmpty()
                ? pass(NAME, creation.told() + "; " + ALL)
                : fail(
                        NAME,
                        creation.told() + "; " + creation.conflictsTold() + HARM,
                        creation.remedies() + "; then ask again");
    }
}
