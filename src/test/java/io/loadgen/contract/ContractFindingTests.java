package io.loadgen.contract;

import static io.loadgen.contract.ContractEvidence.Weight.DECISIVE;
import static io.loadgen.contract.ContractEvidence.Weight.MINOR;
import static io.loadgen.contract.ContractVersion.A;
import static io.loadgen.contract.ContractVersion.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContractFindingTests {
    private static final ContractEvidence STREAM = new ContractEvidence("stream", Set.of(A, B), DECISIVE);
    private static final ContractEvidence INBOX_OF_A = new ContractEvidence("inbox of A", Set.of(A), DECISIVE);
    private static final ContractEvidence INBOX_OF_B = new ContractEvidence("inbox of B", Set.of(B), DECISIVE);
    private static final ContractEvidence INDEX_OF_A = new ContractEvidence("index of A", Set.of(A), MINOR);
    private static final ContractEvidence INDEX_OF_B = new ContractEvidence("index of B", Set.of(B), MINOR);

    @Test
    void decisiveEvidenceRulesVersionsOut() {
        ContractFinding finding = seen(STREAM, INBOX_OF_B, INDEX_OF_A, INDEX_OF_A);

        assertThat(finding.version()).contains(B);
        assertThat(finding.doubts()).containsExactly(INDEX_OF_A, INDEX_OF_A);
        assertThat(finding.explanation())
                .isEqualTo("contract B is detected (stream: A or B; inbox of B: B; index of A: A; index of A: A)");
    }

    @Test
    void minorEvidenceIsCountedWhereTheDecisiveLeavesSeveral() {
        assertThat(seen(STREAM, INDEX_OF_A, INDEX_OF_A, INDEX_OF_B).version()).contains(A);
        assertThat(seen(STREAM, INDEX_OF_A, INDEX_OF_A, INDEX_OF_B).doubts()).isEmpty();
        assertThat(seen(INDEX_OF_B).version()).contains(B);
    }

    @Test
    void contradictionsAndTiesAndNothingTellNoVersion() {
        assertThat(seen(STREAM, INBOX_OF_A, INBOX_OF_B).version()).isEmpty();
        assertThat(seen(STREAM, INDEX_OF_A, INDEX_OF_B).version()).isEmpty();
        assertThat(seen().version()).isEmpty();
        assertThat(seen(INBOX_OF_A, INBOX_OF_B).explanation())
                .isEqualTo("the contract version cannot be told (inbox of A: A; inbox of B: B)");
    }

    @Test
    void theChoiceOfTheOperatorHoldsAndWhatSpeaksAgainstItIsTold() {
        ContractFinding finding = new ContractFinding(Optional.of(A), List.of(STREAM, INBOX_OF_B), List.of());

        assertThat(finding.version()).contains(A);
        assertThat(finding.doubts()).containsExactly(INBOX_OF_B);
    }

    @Test
    void everyLookSeesThePlatformAsItIsThen() {
        List<ContractEvidence> platform = new ArrayList<>(List.of(INBOX_OF_A));
        ContractProvider contracts = new EvidentContract(ContractChoice.AUTO, "s", List.of(() -> platform));
        assertThat(contracts.current().version()).isEqualTo(A);

        platform.set(0, INBOX_OF_B);

        assertThat(contracts.detect().version()).contains(B);
        assertThat(contracts.current().version()).isEqualTo(B);
    }

    @Test
    void whatIsNotToldIsRefusedNamingTheSettingAndTheTroubles() {
        ContractProvider contracts = new EvidentContract(ContractChoice.AUTO, "s", List.of(() -> {
            throw new ContractEvidenceException("the streams cannot be read: gone", new IllegalStateException("gone"));
        }));

        assertThatThrownBy(contracts::current)
                .isInstanceOf(ContractUnknownException.class)
                .hasMessageContaining("the streams cannot be read: gone")
                .hasMessageContaining("set loadgen.contract to A, B or C");
    }

    private static ContractFinding seen(ContractEvidence... evidence) {
        return new ContractFinding(Optional.empty(), List.of(evidence), List.of());
    }
}
