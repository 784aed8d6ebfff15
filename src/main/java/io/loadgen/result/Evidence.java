package io.loadgen.result;

import io.loadgen.result.search.SearchResult;
import java.util.List;
import java.util.Optional;

/**
 * All that a verdict rests on.
 *
 * <p>Immutable; any thread.
 *
 * @param measurements what was measured
 * @param health what befell the client's own side
 * @param generator how the generator's own process fared, empty when nobody watched it
 * @param rooms what became of the rooms of a capacity run, empty of any other, and of one whose process died
 * @param audit what the database held afterwards
 * @param preflight what was found before anything was sent
 * @param search what a search found, empty of any other run
 */
public record Evidence(
        Measurements measurements,
        SessionHealth health,
        Optional<GeneratorFigures> generator,
        List<RoomGrowth.Room> rooms,
        AuditResult audit,
        PreflightReport preflight,
        Optional<SearchResult> search) {
    /** Takes a copy. */
    public Evidence {
        rooms = List.copyOf(rooms);
    }

    /**
     * The evidence of a run that searches for nothing.
     *
     * @param measurements what was measured
     * @param health what befell the client's own side
     * @param generator how the generator's own process fared
     * @param rooms what became of its rooms
     * @param audit what the database held afterwards
     * @param preflight what was found before anything was sent
     */
    public Evidence(
            Measurements measurements,
            SessionHealth health,
            Optional<GeneratorFigures> generator,
            List<RoomGrowth.Room> rooms,
            AuditResult audit,
            PreflightReport preflight) {
        this(measurements, health, generator, rooms, audit, preflight, Optional.empty());
    }

    /**
     * The evidence of a run without a preflight.
     *
     * @param measurements what was measured
     * @param health what befell the client's own side
     * @param generator how the generator's own process fared
     * @param rooms what became of its rooms
     * @param audit what the database held afterwards
     */
    public Evidence(
            Measurements measurements,
            SessionHealth health,
            Optional<GeneratorFigures> generator,
            List<RoomGrowth.Room> rooms,
            AuditResult audit) {
        this(measurements, health, generator, rooms, audit, PreflightReport.NONE);
    }

    /**
     * The evidence of a run that had no rooms to fill and whose generator nobody watched.
     *
     * @param measurements what was measured
     * @param health what befell the client's own side
     * @param audit what the database held afterwards
     */
    public Evidence(Measurements measurements, SessionHealth health, AuditResult audit) {
        this(measurements, health, Optional.empty(), List.of(), audit);
    }

    public Books books() {
        return measurements.measured();
    }

    public ConnectionGaps connection() {
        return measurements.irregularities().connection();
    }
}
