package io.loadgen.engine;

import io.loadgen.measurement.AddLog;
import io.loadgen.measurement.FirstOrgAdds;
import io.loadgen.measurement.IrregularityLog;
import io.loadgen.measurement.LatencyRecorder;
import io.loadgen.measurement.Ledger;
import io.loadgen.measurement.ListenerLog;
import io.loadgen.measurement.SlotTracker;

/**
 * The measuring instruments of one run.
 *
 * @param tracker the open slots
 * @param latencies the recorders
 * @param firstOrgAdds the first org adds of all rooms
 * @param books the books
 * @param irregularities what the books leave out
 * @param adds what each slot was to add
 * @param listener what the instruments themselves add to a latency
 */
public record RunRecorders(
        SlotTracker tracker,
        LatencyRecorder latencies,
        FirstOrgAdds firstOrgAdds,
        Ledger books,
        IrregularityLog irregularities,
        AddLog adds,
        ListenerLog listener) {}
