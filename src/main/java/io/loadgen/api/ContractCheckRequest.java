package io.loadgen.api;

import io.loadgen.application.ProblemException;
import io.loadgen.application.ProblemType;
import io.loadgen.contract.ContractVersion;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A contract check as it is asked for.
 *
 * @param contract the contract that the platform is expected to keep, null for the one that is configured or seen
 */
@Schema(description = "Which contract is expected")
record ContractCheckRequest(
        @Schema(
                description = "The contract that the platform is expected to keep; the one that `loadgen.contract`"
                        + " names, or that is seen, without it",
                allowableValues = {"A", "B", "C"},
                example = "C")
        @Nullable
        String contract) {
    Optional<ContractVersion> version() {
        if (contract == null) {
            return Optional.empty();
        }
        return Optional.of(Stream.of(ContractVersion.values())
                .filter(version -> version.name().equals(contract))
                .findFirst()
                .orElseThrow(() ->
                        new ProblemException(ProblemType.INVALID_FIELD.at("contract", contract, "one of A, B and C"))));
    }
}
