package io.loadgen.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.lifecycle.ReportBuilder;
import io.loadgen.lifecycle.RunEvent;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.result.Environment;
import io.loadgen.result.JsonReport;
import io.loadgen.result.RunReport;
import io.loadgen.result.RunReport.SecondsKept;
import io.loadgen.result.RunState;
import io.loadgen.result.SecondSample;
import io.loadgen.result.Verdict;
import io.loadgen.verdict.Rejudgement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunHistoryTests {
    private static final Duration HEARTBEAT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path spool;

    private final FragileArchive archive = new FragileArchive();
    private final MemoryBaselines named = new MemoryBaselines();
    private final MemoryRetention retained = new MemoryRetention();
    private final List<RunHistory> opened = new ArrayList<>();
    private volatile Environment place = KeptRuns.HERE;

    private RunHistory history(String owner, Duration silence, Retention retention) {
        return history(owner, silence, RetentionChoice.of(retention));
    }

    private RunHistory history(String owner, Duration silence, RetentionChoice retention) {
        RunHistory made = new RunHistory(
                archive,
                named,
                retained,
                new HistorySettings(owner, Optional.of(spool), HEARTBEAT, silence, retention),
                () -> place,
                InstantSource.fixed(NOW),
                System::nanoTime);
        opened.add(made);
        return made;
    }

    private RunHistory history(String owner) {
        return history(owner, LONG, new Retention(100, Duration.ZERO));
    }

    private RunHistory started(String owner) {
        RunHistory made = history(owner);
        made.start();
        return made;
    }

    @AfterEach
    void close() {
        opened.forEach(RunHistory::close);
    }

    @Test
    void endedRunIsListedFoundAndReported() {
        RunHistory history = started("one");
        RunRecord run = KeptRuns.ended(1);
        history.save(run);

        assertThat(history.list(0, 10)).containsExactly(run.withoutResult());
        assertThat(history.find(run.id())).contains(run.withoutResult());
        assertThat(history.count()).isEqualTo(1);
        assertThat(history.gap()).isEmpty();
        assertThat(JsonReport.render(report(history, 1)))
                .isEqualTo(JsonReport.render(ReportBuilder.build(run, KeptRuns.HERE)));
        assertThat(archive.kept.partNames(run.id())).containsExactly(RunParts.REPORT);
    }

    @Test
    void aReportTellsOfThePlaceAsItWasWhenSendingBegan() {
        RunHistory history = started("one");
        history.save(KeptRuns.in(1, RunState.PREFLIGHT));
        await(() -> headsTell(1, KeptRuns.HERE.host()));
        place = elsewhere("during");
        history.save(KeptRuns.in(1, RunState.WARMUP));
        history.save(KeptRuns.in(1, RunState.MEASURING));
        await(() -> headsTell(1, "during"));
        place = elsewhere("after");
        history.save(KeptRuns.ended(1));

        assertThat(report(history, 1).environment().host()).isEqualTo("during");
    }

    private boolean headsTell(int number, String host) {
        return archive.kept
                .part(KeptRuns.id(number), RunParts.head(0))
                .map(StoredReport::read)
                .filter(report -> report.environment().host().equals(host))
                .isPresent();
    }

    @Test
    void whileTheArchiveIsAwayRunsAreSpooledShownAndStoredLater() {
        RunHistory history = started("one");
        history.save(KeptRuns.ended(1));
        archive.away = true;
        history.save(KeptRuns.in(2, RunState.MEASURING));
        history.save(KeptRuns.ended(2));

        assertThat(history.spooled()).isEqualTo(1);
        assertThat(history.list(0, 10)).extracting(RunRecord::id).containsExactly(KeptRuns.id(2));
        assertThat(history.find(KeptRuns.id(2))).map(RunRecord::state).contains(RunState.COMPLETED);
        assertThat(report(history, 2).runId()).isEqualTo(KeptRuns.id(2));
        assertThat(history.gap()).hasValueSatisfying(why -> assertThat(why).contains("the database is down"));
        assertThatThrownBy(() -> history.find(KeptRuns.id(1))).isInstanceOf(ArchiveUnavailableException.class);

        archive.away = false;
        await(() -> history.spooled() == 0);
        assertThat(history.list(0, 10)).extracting(RunRecord::id).containsExactly(KeptRuns.id(2), KeptRuns.id(1));
        assertThat(archive.kept.partNames(KeptRuns.id(2))).containsExactly(RunParts.REPORT);
        assertThat(new SpoolDirectory(spool).list(Set.of(), 0, 10)).isEmpty();
    }

    @Test
    void whatAProcessSpooledTheNextOneShowsAndStores() {
        archive.away = true;
        RunHistory before = started("one");
        before.save(KeptRuns.ended(1));
        before.close();
        RunHistory after = started("two");

        assertThat(after.list(0, 10)).extracting(RunRecord::id).containsExactly(KeptRuns.id(1));
        assertThat(after.spooled()).isEqualTo(1);
        archive.away = false;
        await(() -> after.spooled() == 0);
        assertThat(archive.kept.find(KeptRuns.id(1))).map(RunSummary::state).contains(RunState.COMPLETED);
    }

    @Test
    void anArchiveThatIsAwayIsNotWaitedForAgainAndAgain() {
        archive.away = true;
        RunHistory history = history("one");
        for (int i = 0; i < 50; i++) {
            assertThat(history.list(0, 10)).isEmpty();
        }
        assertThat(archive.refusals).hasValue(1);
    }

    @Test
    void aRunWhoseProcessDiedIsThereInterruptedWithWhatWasKept() {
        RunHistory dying = history("one");
        dying.save(KeptRuns.in(1, RunState.PENDING));
        dying.save(KeptRuns.in(1, RunState.MEASURING));
        dying.on(new RunEvent.CheckpointTaken(KeptRuns.checkpoint(1, 10)));
        dying.on(new RunEvent.CheckpointTaken(KeptRuns.checkpoint(1, 12)));
        await(() -> isKept(1, 13));
        RunHistory next = history("two", Duration.ZERO, new Retention(100, Duration.ZERO));
        next.start();
        await(() -> archive.kept.find(KeptRuns.id(1)).orElseThrow().state() == RunState.INTERRUPTED);

        RunRecord run = next.find(KeptRuns.id(1)).orElseThrow();
        assertThat(run.failure()).isEqualTo("the process ended while the run was MEASURING");
        assertThat(run.endedAt()).isEqualTo(NOW);
        RunReport report = report(next, 1);
        assertThat(Objects.requireNonNull(report.figures()).timeline())
                .extracting(SecondSample::second)
                .containsExactly(10L, 11L, 12L, 13L);
        assertThat(report.figures().intervals()).hasSize(4);
        assertThat(report.audit()).isNull();
        Verdict verdict = Objects.requireNonNull(report.verdict());
        assertThat(verdict.decision()).isEqualTo(Verdict.Decision.INCONCLUSIVE);
        assertThat(verdict.reasons())
                .contains(
                        "7 requests were outstanding: they have no outcome, and only the signals that had come have a latency",
                        "there was no audit: whether a membership was lost is not known");
        assertThat(Rejudgement.of(report)).contains(verdict);
        await(() -> archive.kept.partNames(KeptRuns.id(1)).equals(List.of(RunParts.REPORT)));
        assertThat(next.interrupted()).isEqualTo(1);
    }

    /** The last of its checkpoints reaches as far as this second. */
    private boolean isKept(int number, int lastSecond) {
        String id = KeptRuns.id(number);
        return archive.kept.partNames(id).stream()
                .filter(RunParts::isSeconds)
                .map(name -> CompressedJson.read(archive.kept.part(id, name).orElseThrow(), SecondsKept.class))
                .flatMap(seconds -> seconds.timeline().stream())
                .anyMatch(second -> second.second() == lastSecond);
    }

    @Test
    void aRunOfAProcessThatLivesIsLeftToIt() {
        RunHistory living = started("one");
        living.save(KeptRuns.in(1, RunState.MEASURING));
        await(() -> archive.kept.find(KeptRuns.id(1)).isPresent());
        RunHistory other = started("two");
        other.save(KeptRuns.ended(2));

        assertThat(other.find(KeptRuns.id(1))).map(RunRecord::state).contains(RunState.MEASURING);
        living.save(KeptRuns.ended(1));
        assertThat(other.find(KeptRuns.id(1))).map(RunRecord::state).contains(RunState.COMPLETED);
        assertThat(other.interrupted()).isZero();
    }

    @Test
    void aRunThatBeganBeforeTheArchiveWentAndDiedBeforeItCameBackHasBothParts() {
        RunHistory dying = history("one");
        dying.save(KeptRuns.in(1, RunState.MEASURING));
        dying.on(new RunEvent.CheckpointTaken(KeptRuns.checkpoint(1, 10)));
        await(() -> isKept(1, 11));
        archive.away = true;
        dying.on(new RunEvent.CheckpointTaken(KeptRuns.checkpoint(1, 12)));
        await(() -> new SpoolDirectory(spool)
                .partNames(KeptRuns.id(1))
                .equals(List.of(RunParts.head(2), RunParts.seconds(2))));
        // The next thing to be put brings the summary into the spool, as a heartbeat would.
        dying.save(KeptRuns.in(1, RunState.DRAINING));
        await(() -> new SpoolDirectory(spool).find(KeptRuns.id(1)).isPresent());
        RunHistory next = started("two");

        assertThat(next.find(KeptRuns.id(1))).map(RunRecord::state).contains(RunState.INTERRUPTED);
        assertThat(seconds(report(next, 1))).containsExactly(12L, 13L);
        archive.away = false;
        await(() -> next.spooled() == 0);
        assertThat(seconds(report(next, 1))).containsExactly(10L, 11L, 12L, 13L);
    }

    private static List<Long> seconds(RunReport report) {
        return Objects.requireNonNull(report.figures()).timeline().stream()
                .map(SecondSample::second)
                .toList();
    }

    @Test
    void aHeadThatCannotBeReadGivesWayToTheOneBefore() {
        RunReport whole = ReportBuilder.interrupted(KeptRuns.in(1, RunState.MEASURING), null, KeptRuns.HERE, NOW);
        RunSummary left = RunSummary.of(KeptRuns.in(1, RunState.MEASURING), "one", NOW);
        archive.kept.save(left);
        archive.kept.putPart(KeptRuns.id(1), RunParts.head(3), StoredReport.write(whole));
        archive.kept.putPart(KeptRuns.id(1), RunParts.head(4), new byte[] {1, 2, 3});

        assertThat(InterruptedRuns.finish(archive.kept, left).state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(archive.kept.part(KeptRuns.id(1), RunParts.REPORT)).isPresent();
    }

    @Test
    void aReportThatWasWrittenJustBeforeTheProcessDiedIsTheRunsReport() {
        RunRecord run = KeptRuns.ended(1);
        RunSummary left = RunSummary.of(KeptRuns.in(1, RunState.AUDITING), "one", NOW);
        archive.kept.save(left);
        archive.kept.putPart(run.id(), RunParts.REPORT, StoredReport.write(ReportBuilder.build(run, KeptRuns.HERE)));

        RunSummary found = InterruptedRuns.finish(archive.kept, left);

        assertThat(found.state()).isEqualTo(RunState.COMPLETED);
        assertThat(found.verdict())
                .isEqualTo(Objects.requireNonNull(run.outcome()).verdict());
    }

    @Test
    void aReportThatAnotherVersionOfTheSchemaWroteIsReadIfItIsKnownAndElseNamed() throws IOException {
        RunHistory history = history("one");
        RunRecord run = KeptRuns.failed(1);
        history.save(run);
        String json = text(archive.kept.part(run.id(), RunParts.REPORT).orElseThrow());
        keep(run.id(), json.replaceFirst("\\{", "{\"addedLater\": {\"a\": [1]},"));
        assertThat(history.report(run.id())).map(RunReport::failure).contains("no such stream");

        keep(run.id(), json.replace("\"schemaVersion\" : 3", "\"schemaVersion\" : 7"));
        assertThatThrownBy(() -> history.report(run.id()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("schemaVersion must be 1 to 3, was 7");
    }

    @Test
    void aReportIsOfferedAsItIsKeptUnlessAnEarlierVersionWroteIt() throws IOException {
        RunHistory history = history("one");
        RunRecord run = KeptRuns.ended(1);
        history.save(run);
        String json = JsonReport.render(report(history, 1));
        try (InputStream kept =
                history.stored(run.id()).flatMap(StoredReport::json).orElseThrow()) {
            assertThat(kept).hasContent(json);
        }

        for (String earlier : List.of(
                json.replace("\"schemaVersion\" : 3", "\"schemaVersion\" : 2"), json.replaceAll("\n *", ""), "{", "")) {
            keep(run.id(), earlier);
            assertThat(history.stored(run.id()).flatMap(StoredReport::json)).isEmpty();
        }
    }

    private void keep(String id, String json) {
        archive.kept.putPart(
                id, RunParts.REPORT, CompressedJson.zipped(out -> out.write(json.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void onlyTheNewestAreKeptAndThoseOfBaselines() {
        RunHistory history = history("one", LONG, new Retention(2, Duration.ZERO));
        history.save(KeptRuns.ended(1));
        history.baselines().add("main", KeptRuns.id(1), false);
        for (int number = 2; number <= 5; number++) {
            history.save(KeptRuns.failed(number));
        }

        assertThat(history.list(0, 10))
                .extracting(RunRecord::id)
                .containsExactly(KeptRuns.id(5), KeptRuns.id(4), KeptRuns.id(1));
        assertThat(archive.kept.part(KeptRuns.id(3), RunParts.REPORT)).isEmpty();
        history.baselines().remove("main");
        history.save(KeptRuns.failed(6));
        assertThat(history.list(0, 10)).extracting(RunRecord::id).containsExactly(KeptRuns.id(6), KeptRuns.id(5));
    }

    @Test
    void whatIsKeptIsTheArchivesOwnWhoeverStartsNext() {
        history("told", LONG, new Retention(2, Duration.ZERO)).save(KeptRuns.failed(1));
        RunHistory untold = history(
                "untold",
                LONG,
                new RetentionChoice(Optional.empty(), Optional.empty(), Optional.of(new Retention(1, LONG))));
        untold.save(KeptRuns.failed(2));
        untold.save(KeptRuns.failed(3));
        assertThat(ids(untold)).containsExactly(KeptRuns.id(3), KeptRuns.id(2));
        assertThat(retained.find()).contains(new Retention(2, Duration.ZERO));

        RunHistory other =
                history("other", LONG, new RetentionChoice(Optional.of(3), Optional.empty(), Optional.empty()));
        other.save(KeptRuns.failed(4));
        untold.save(KeptRuns.failed(5));
        assertThat(ids(untold)).containsExactly(KeptRuns.id(5), KeptRuns.id(4), KeptRuns.id(3));
    }

    @Test
    void ofAnArchiveOfWhichNobodySaidItASingleRunRemovesNothingAndTheServiceWhatIsUsual() {
        RunHistory single =
                history("single", LONG, new RetentionChoice(Optional.empty(), Optional.empty(), Optional.empty()));
        for (int number = 1; number <= 3; number++) {
            single.save(KeptRuns.failed(number));
        }
        assertThat(ids(single)).hasSize(3);
        assertThat(retained.find()).isEmpty();

        RunHistory service = history(
                "service",
                LONG,
                new RetentionChoice(Optional.empty(), Optional.empty(), Optional.of(new Retention(1, Duration.ZERO))));
        service.start();
        await(() -> retained.find().isPresent());
        single.save(KeptRuns.failed(4));
        assertThat(ids(single)).containsExactly(KeptRuns.id(4));
    }

    private static List<String> ids(RunHistory history) {
        return history.list(0, 10).stream().map(RunRecord::id).toList();
    }

    @Test
    void runsBeyondTheirAgeAreRemovedAndThoseOfBaselinesAreNot() {
        Duration age = Duration.between(KeptRuns.createdAt(3), NOW).plusMillis(1);
        RunHistory history = history("one", LONG, new Retention(100, age));
        archive.kept.save(RunSummary.of(KeptRuns.in(0, RunState.MEASURING), "other", NOW));
        history.save(KeptRuns.ended(4));
        named.save(new Baseline("main", List.of(KeptRuns.id(1)), NOW, NOW));
        archive.kept.save(RunSummary.of(KeptRuns.ended(1), "one", NOW));
        archive.kept.save(RunSummary.of(KeptRuns.ended(2), "one", NOW));
        history.save(KeptRuns.ended(3));

        assertThat(history.list(0, 10))
                .extracting(RunRecord::id)
                .containsExactly(KeptRuns.id(4), KeptRuns.id(3), KeptRuns.id(1), KeptRuns.id(0));
    }

    @Test
    void aRunOfABaselineIsNotRemovedByHandAndAnotherIs() {
        RunHistory history = history("one");
        history.save(KeptRuns.ended(1));
        history.save(KeptRuns.ended(2));
        history.baselines().add("main", KeptRuns.id(1), false);

        assertThatThrownBy(() -> history.delete(KeptRuns.id(1)))
                .isInstanceOf(RunIsBaselineException.class)
                .hasMessageContaining("belongs to the baseline main");
        history.delete(KeptRuns.id(2));
        assertThat(history.find(KeptRuns.id(2))).isEmpty();
        assertThat(history.report(KeptRuns.id(2))).isEmpty();
        assertThat(history.find(KeptRuns.id(1))).isPresent();
    }

    @Test
    void pagesRunThroughWhatIsStoredAndWhatIsNotYet() {
        for (int number : List.of(1, 2, 4, 5, 7)) {
            archive.kept.save(RunSummary.of(KeptRuns.failed(number), "other", NOW));
        }
        RunHistory history = history("one");
        for (int number : List.of(3, 6, 8)) {
            history.save(KeptRuns.in(number, RunState.MEASURING));
        }

        List<String> all = new ArrayList<>();
        for (int offset = 0; offset < 10; offset += 2) {
            history.list(offset, 2).forEach(run -> all.add(run.id()));
        }
        assertThat(all)
                .isEqualTo(List.of(8, 7, 6, 5, 4, 3, 2, 1).stream()
                        .map(KeptRuns::id)
                        .toList());
        assertThat(history.count()).isEqualTo(8);
    }

    @Test
    void withoutAFolderWhatTheArchiveCannotTakeWaitsInMemory() {
        RunHistory history = new RunHistory(
                archive,
                named,
                retained,
                new HistorySettings(
                        "one", Optional.empty(), HEARTBEAT, LONG, RetentionChoice.of(new Retention(5, Duration.ZERO))),
                () -> place,
                InstantSource.fixed(NOW),
                System::nanoTime);
        opened.add(history);
        history.start();
        archive.away = true;
        history.save(KeptRuns.failed(1));
        assertThat(history.spooled()).isEqualTo(1);
        assertThat(report(history, 1).failure()).contains("no such stream");

        archive.away = false;
        await(() -> history.spooled() == 0);
        assertThat(archive.kept.find(KeptRuns.id(1))).isPresent();
    }

    @Test
    void aRunThatTheArchiveDoesNotTakeStaysInTheSpoolAndIsInTheWayOfNoOther() {
        RunHistory history = started("one");
        archive.refused = KeptRuns.id(1);
        history.save(KeptRuns.ended(1));
        history.save(KeptRuns.ended(2));

        assertThat(archive.kept.find(KeptRuns.id(2))).isPresent();
        assertThat(history.spooled()).isEqualTo(1);
        assertThat(report(history, 1).runId()).isEqualTo(KeptRuns.id(1));
        archive.refused = "";
        await(() -> history.spooled() == 0);
        assertThat(archive.kept.part(KeptRuns.id(1), RunParts.REPORT)).isPresent();
    }

    @Test
    void ofARunThatGoesOnTheArchiveHoldsTheNewestHeadOnly() {
        RunHistory history = started("one");
        history.save(KeptRuns.in(1, RunState.MEASURING));
        history.on(new RunEvent.CheckpointTaken(KeptRuns.checkpoint(1, 10)));
        await(() -> isKept(1, 11));
        history.on(new RunEvent.CheckpointTaken(KeptRuns.checkpoint(1, 12)));

        List<String> parts = List.of(RunParts.head(2), RunParts.seconds(1), RunParts.seconds(2));
        await(() -> archive.kept.partNames(KeptRuns.id(1)).equals(parts));
    }

    private static RunReport report(RunHistory history, int number) {
        return history.report(KeptRuns.id(number)).orElseThrow();
    }

    private static Environment elsewhere(String host) {
        return new Environment("test", "25", 2, "Linux", host, "B", null, "site-local", Map.of());
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time for it").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private static String text(byte[] zipped) throws IOException {
        try (InputStream json = CompressedJson.open(zipped)) {
            return new String(json.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
