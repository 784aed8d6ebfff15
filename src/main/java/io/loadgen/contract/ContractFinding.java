package io.loadgen.contract;

import io.loadgen.contract.ContractEvidence.Weight;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which version of the contract holds, and why. What was chosen by the operator holds, whatever is seen. Otherwise decisive
 * evidence rules versions out, and where several are left the minor evidence is counted for each of them; a tie decides nothing.
 *
 * <p>Immutable; any thread.
 *
 * @param chosen the version that the operator chose, empty to go by the evidence
 * @param evidence what was seen, in the order of its sources
 * @param troubles what could not be looked at, and why
 */
public record ContractFinding(
        Optional<ContractVersion> chosen, List<ContractEvidence> evidence, List<String> troubles) {
    /** Copies the lists. */
    public ContractFinding {
        evidence = List.copyOf(evidence);
        troubles = List.copyOf(troubles);
    }

    /** The version that holds: empty when none was chosen and the evidence does not tell. */
    public Optional<ContractVersion> version() {
        return chosen.or(this::told);
    }

    private Optional<ContractVersion> told() {
        Set<ContractVersion> left = EnumSet.allOf(ContractVersion.class);
        evidence.stream()
                .filter(piece -> piece.weight() == Weight.DECISIVE)
                .forEach(piece -> left.retainAll(piece.speaksFor()));
        if (left.size() == 1) {
            return Optional.of(left.iterator().next());
        }
        long most = left.stream().mapToLong(this::minorFor).max().orElse(0);
        List<ContractVersion> best =
                left.stream().filter(version -> minorFor(version) == most).toList();
        return best.size() == 1 ? Optional.of(best.getFirst()) : Optional.empty();
    }

    private long minorFor(ContractVersion version) {
        return evidence.stream()
                .filter(piece -> piece.weight() == Weight.MINOR && piece.fits(version))
                .count();
    }

    /**
     * What makes the version doubtful: decisive evidence against it, or minor evidence that fits another version better.
     *
     * @return the evidence against it, empty when there is no reason to doubt or no version
     */
    public List<ContractEvidence> doubts() {
        return version().map(this::doubtsOf).orElse(List.of());
    }

    private List<ContractEvidence> doubtsOf(ContractVersion version) {
        long most = Stream.of(ContractVersion.values())
                .mapToLong(this::minorFor)
                .max()
                .orElse(0);
        boolean minorAgainst = minorFor(version) < most;
        return evidence.stream()
                .filter(piece -> !piece.fits(version))
                .filter(piece -> piece.weight() == Weight.DECISIVE || minorAgainst)
                .toList();
    }

    /** The version and what speaks for which, for people: one line. */
    public String explanation() {
        String seen = Stream.concat(
                        evidence.stream()
                                .sorted(Comparator.comparing(ContractEvidence::weight))
                                .map(ContractEvidence::toString),
                        troubles.stream())
                .collect(Collectors.joining("; "));
        String why = seen.isEmpty() ? "nothing was seen that tells it" : seen;
        return chosen.map(version -> "contract " + version + " is configured (" + why + ")")
                .or(() -> told().map(version -> "contract " + version + " is detected (" + why + ")"))
                .orElse("the contract version cannot be told (" + why + ")");
    }
}
