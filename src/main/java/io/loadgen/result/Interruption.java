package io.loadgen.result;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of the end of a run whose process ended before it did: the report is what was kept of it until then.
 *
 * @param during the state in which it was seen last
 * @param lastKeptAt when what is reported was kept; what came later is missing
 * @param outstanding requests that were sent and neither answered nor given up then
 * @param missing what the report lacks, each in a sentence
 */
public record Interruption(RunState during, Instant lastKeptAt, long outstanding, List<String> missing) {
    /** Takes a copy. */
    public Interruption {
        missing = List.copyOf(missing);
    }

    /** Of a run that had measured something. */
    public static Interruption of(RunState during, Instant lastKeptAt, long outstanding, boolean byRoomSize) {
        List<String> missing = new ArrayList<>();
        missing.add("what was measured after " + FigureText.moment(lastKeptAt) + " is missing");
        if (outstanding > 0) {
            missing.add(outstanding + " requests were outstanding: they are in no outcome and no percentile");
        }
        missing.add("there was no audit: whether a membership was lost is not known");
        if (byRoomSize) {
            missing.add("latencies by room size, final sizes and single adds are kept only at the end of a run");
        }
        return new Interruption(during, lastKeptAt, outstanding, missing);
    }

    /** Of a run that had measured nothing. */
    public static Interruption before(RunState during, Instant lastKeptAt) {
        return new Interruption(during, lastKeptAt, 0, List.of("nothing had been measured"));
    }

    /** Why the run is over. */
    public String failure() {
        return "the process ended while the run was " + during;
    }

    /** Such a run decides nothing, by whatever rule. */
    public Verdict verdict() {
        List<String> reasons = new ArrayList<>();
        reasons.add(failure());
        reasons.addAll(missing);
        return new Verdict(Verdict.Decision.INCONCLUSIVE, reasons);
    }
}
