package io.loadgen.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The contract by choice of the operator, or else by evidence. Evidence is gathered at each look, never kept beyond the next: a
 * platform that is upgraded, or replaced behind the same addresses, is seen as what it is by the next run.
 *
 * <p>Any thread.
 */
public final class EvidentContract implements ContractProvider {
    private final ContractChoice choice;
    private final String site;
    private final List<ContractEvidenceSource> sources;
    private volatile @Nullable ChatContract last;

    /**
     * Binds the choice to what can be seen.
     *
     * @param choice a version, or {@link ContractChoice#AUTO}
     * @param site the site id of the platform
     * @param sources the sides of the platform to look at
     */
    public EvidentContract(ContractChoice choice, String site, List<ContractEvidenceSource> sources) {
        this.choice = choice;
        this.site = site;
        this.sources = List.copyOf(sources);
        last = choice.version().map(version -> ChatContract.of(version, site)).orElse(null);
    }

    @Override
    public ContractFinding detect() {
        List<ContractEvidence> evidence = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        for (ContractEvidenceSource source : sources) {
            try {
                evidence.addAll(source.gather());
            } catch (ContractEvidenceException trouble) {
                troubles.add(String.valueOf(trouble.getMessage()));
            }
        }
        ContractFinding finding = new ContractFinding(choice.version(), evidence, troubles);
        last = contract(finding).orElse(null);
        return finding;
    }

    @Override
    public ChatContract current() {
        ChatContract known = last;
        if (known != null) {
            return known;
        }
        ContractFinding finding = detect();
        return contract(finding).orElseThrow(() -> new ContractUnknownException(finding));
    }

    private Optional<ChatContract> contract(ContractFinding finding) {
        return finding.version().map(version -> ChatContract.of(version, site));
    }
}
