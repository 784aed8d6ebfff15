package io.loadgen.result;

import io.loadgen.result.search.SearchResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run that measured something leaves behind.
 *
 * @param measurements the figures
 * @param health what befell the client's own side
 * @param verdict the decision
 * @param capacity what a capacity run found beside; empty for every other type of run
 * @param generator how the generator itself fared; empty when the measured window was too short to tell
 * @param audit what the database held afterwards
 * @param preflight what was found before anything was sent
 * @param search what a search found; empty for every other type of run
 */
public record RunResult(
        Measurements measurements,
        SessionHealth health,
        Verdict verdict,
        Optional<RoomGrowth> capacity,
        Optional<GeneratorFigures> generator,
        AuditResult audit,
        PreflightReport preflight,
        Optional<SearchResult> search) {
    /**
     * A result of which the preflight is not known.
     *
     * @param measurements the figures
     * @param health what befell the client's own side
     * @param verdict the decision
     * @param capacity what a capacity run found beside; empty for every other type of run
     * @param generator how the generator itself fared
     * @param audit what the database held afterwards
     */
    public RunResult(
            Measurements measurements,
            SessionHealth health,
            Verdict verdict,
            Optional<RoomGrowth> capacity,
            Optional<GeneratorFigures> generator,
            AuditResult audit) {
        this(measurements, health, verdict, capacity, generator, audit, PreflightReport.NONE, Optional.empty());
    }

    /**
     * A result of a run whose generator nobody watched.
     *
     * @param measurements the figures
     * @param health what befell the client's own side
     * @param verdict the decision
     * @param capacity what a capacity run found beside; empty for every other type of run
     * @param audit what the database held afterwards
     */
    public RunResult(
            Measurements measurements,
            SessionHealth health,
            Verdict verdict,
            Optional<RoomGrowth> capacity,
            AuditResult audit) {
        this(measurements, health, verdict, capacity, Optional.empty(), audit);
    }

    /**
     * A result of a run that is no capacity run.
     *
     * @param measurements the figures
     * @param health what befell the client's own side
     * @param verdict the decision
     * @param audit what the database held afterwards
     */
    public RunResult(Measurements measurements, SessionHealth health, Verdict verdict, AuditResult audit) {
        this(measurements, health, verdict, Optional.empty(), audit);
    }

    /**
     * What the verdict rests on.
     *
     * @return the parts of this result that are judged
     */
    public Evidence evidence() {
        return new Evidence(
                measurements,
                health,
                generator,
                capacity.map(RoomGrowth::rooms).orElse(List.of()),
                audit,
                preflight,
                search);
    }

    /**
     * The result with its preflight.
     *
     * @param found what was found before anything was sent
     * @return a copy
     */
    public RunResult withPreflight(PreflightReport found) {
        return new RunResult(measurements, health, verdict, capacity, generator, audit, found, search);
    }

    /**
     * The result with what a search found.
     *
     * @param found the bracket and its trials
     * @return a copy
     */
    public RunResult withSearch(SearchResult found) {
        return new RunResult(measurements, health, verdict, capacity, generator, audit, preflight, Optional.of(found));
    }

    /**
     * What a run came to, in short: what lists show of a run whose figures are not at hand.
     *
     * <p>Immutable; any thread.
     *
     * @param verdict the decision
     * @param client what befell the client's own side, null for a run whose process ended before it
     */
    public record RunOutcome(Verdict verdict, @Nullable SessionHealth client) {
        public static RunOutcome of(RunResult result) {
            return new RunOutcome(result.verdict(), result.health());
        }
    }
}
