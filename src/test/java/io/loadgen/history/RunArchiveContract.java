package io.loadgen.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.comparison.SeriesFigures;
import io.loadgen.lifecycle.ReportBuilder;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every archive does. */
public abstract class RunArchiveContract {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    /** An empty archive, the same for the whole of a test. */
    protected abstract RunArchive archive();

    private void save(int... numbers) {
        for (int number : numbers) {
            archive().save(RunSummary.of(KeptRuns.ended(number), "me", NOW));
        }
    }

    @Test
    void aSummaryIsFoundAsItWasSaved() {
        RunSummary run = RunSummary.of(KeptRuns.ended(1), "me", NOW);
        archive().save(run);

        assertThat(archive().find(KeptRuns.id(1))).contains(run);
        assertThat(archive().find(KeptRuns.id(2))).isEmpty();
        assertThat(archive().find("../../nowhere")).isEmpty();
        assertThat(run.toRecord()).isEqualTo(KeptRuns.ended(1).withoutResult());
    }

    @Test
    void savingAgainReplaces() {
        archive().save(RunSummary.of(KeptRuns.in(1, RunState.MEASURING), "me", NOW));
        assertThat(archive().unfinished()).extracting(RunSummary::runId).containsExactly(KeptRuns.id(1));
        save(1);

        assertThat(archive().unfinished()).isEmpty();
        assertThat(archive().count(Set.of())).isEqualTo(1);
        assertThat(archive().find(KeptRuns.id(1))).map(RunSummary::state).contains(RunState.COMPLETED);
    }

    @Test
    void pagesAreNewestFirstAndLeaveOutWhatTheyAreTold() {
        save(2, 5, 1, 4, 3);
        Set<String> without = Set.of(KeptRuns.id(4));

        assertThat(archive().list(without, 0, 10))
                .extracting(RunSummary::runId)
                .containsExactly(KeptRuns.id(5), KeptRuns.id(3), KeptRuns.id(2), KeptRuns.id(1));
        assertThat(archive().list(without, 1, 2))
                .extracting(RunSummary::runId)
                .containsExactly(KeptRuns.id(3), KeptRuns.id(2));
        assertThat(archive().list(Set.of(), 0, 0)).isEmpty();
        assertThat(archive().list(Set.of(), 9, 5)).isEmpty();
        assertThat(archive().count(without)).isEqualTo(4);
        assertThat(archive().count(Set.of())).isEqualTo(5);
    }

    @Test
    void runsOfASeriesAreFoundNewestFirst() {
        for (int number = 1; number <= 5; number++) {
            RunReport report = ReportBuilder.build(KeptRuns.ended(number), KeptRuns.HERE);
            archive().save(RunSummary.of(KeptRuns.ended(number), "me", NOW).endedAs(report));
        }
        save(6);
        String series = SeriesFigures.seriesOf(ReportBuilder.build(KeptRuns.ended(7), KeptRuns.HERE));

        List<RunSummary> found = archive().ofSeries(series, Set.of(KeptRuns.id(4)), 3);

        assertThat(found).extracting(RunSummary::runId).containsExactly(KeptRuns.id(5), KeptRuns.id(3), KeptRuns.id(2));
        assertThat(found.getFirst().figures())
                .isEqualTo(SeriesFigures.of(ReportBuilder.build(KeptRuns.ended(5), KeptRuns.HERE))
                        .orElseThrow());
        assertThat(archive().ofSeries("another", Set.of(), 3)).isEmpty();
    }

    @Test
    void oldOnesAreFound() {
        save(1, 2, 3);

        assertThat(archive().createdBefore(KeptRuns.createdAt(3), Set.of(KeptRuns.id(1)), 10))
                .extracting(RunSummary::runId)
                .containsExactly(KeptRuns.id(2));
    }

    @Test
    void partsAreReadAsTheyWerePutAndForgottenByName() {
        byte[] large = new byte[3_000_000];
        new Random(42).nextBytes(large);
        save(1);
        archive().putPart(KeptRuns.id(1), "b.gz", large);
        archive().putPart(KeptRuns.id(1), "a.gz", new byte[] {1});
        archive().putPart(KeptRuns.id(2), "c.gz", new byte[] {2});

        assertThat(archive().part(KeptRuns.id(1), "b.gz"))
                .hasValueSatisfying(read -> assertThat(read).isEqualTo(large));
        assertThat(archive().partNames(KeptRuns.id(1))).containsExactly("a.gz", "b.gz");
        archive().putPart(KeptRuns.id(1), "b.gz", new byte[] {3, 4});
        assertThat(archive().part(KeptRuns.id(1), "b.gz"))
                .hasValueSatisfying(read -> assertThat(read).containsExactly(3, 4));
        archive().deleteParts(KeptRuns.id(1), List.of("b.gz", "none.gz"));
        assertThat(archive().partNames(KeptRuns.id(1))).containsExactly("a.gz");
        assertThat(archive().part(KeptRuns.id(1), "b.gz")).isEmpty();
        assertThat(archive().part(KeptRuns.id(2), "c.gz")).isPresent();
    }

    @Test
    void aRunIsForgottenWithItsPartsAndNoOtherIsTouched() {
        save(1, 2);
        archive().putPart(KeptRuns.id(1), "a.gz", new byte[] {1});
        archive().putPart(KeptRuns.id(2), "a.gz", new byte[] {2});
        archive().delete(KeptRuns.id(1));
        archive().delete(KeptRuns.id(7));

        assertThat(archive().find(KeptRuns.id(1))).isEmpty();
        assertThat(archive().partNames(KeptRuns.id(1))).isEmpty();
        assertThat(archive().find(KeptRuns.id(2))).isPresent();
        assertThat(archive().part(KeptRuns.id(2), "a.gz")).isPresent();
    }
}
