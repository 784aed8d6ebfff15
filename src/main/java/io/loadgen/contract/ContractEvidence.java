package io.loadgen.contract;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something seen of the platform that tells which version of the contract it follows.
 *
 * <p>Immutable; any thread. Source: chat contract §2, §7, §13.1, §13.5.
 *
 * @param finding what was seen, such as {@code stream ROOMS-site-local exists}
 * @param speaksFor the versions that it fits, at least one
 * @param weight how much it says
 */
public record ContractEvidence(String finding, Set<ContractVersion> speaksFor, Weight weight) {
    /** Copies the versions. */
    public ContractEvidence {
        if (speaksFor.isEmpty()) {
            throw new IllegalArgumentException("speaksFor must name at least one version, for: " + finding);
        }
        speaksFor = Set.copyOf(speaksFor);
    }

    /**
     * Whether it fits a version.
     *
     * @param version the version
     * @return false when it speaks against it
     */
    public boolean fits(ContractVersion version) {
        return speaksFor.contains(version);
    }

    @Override
    public String toString() {
        return finding + ": "
                + speaksFor.stream().sorted().map(ContractVersion::name).collect(Collectors.joining(" or "));
    }

    /** How much a piece of evidence says. */
    public enum Weight {
        /** The services that run now need it so: a version that it does not fit is out. */
        DECISIVE,
        /** It may be left over from before, or be another tool's: it counts only where the decisive leaves several. */
        MINOR
    }
}
