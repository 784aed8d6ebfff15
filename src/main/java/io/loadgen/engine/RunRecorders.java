package io.loadgen.engine;

import io.loadgen.injection.ChatPlatform;
import io.loadgen.measurement.FirstOrgAdds;
import io.loadgen.measurement.IrregularityLog;
import io.loadgen.measurement.LatencyRecorder;
import io.loadgen.measurement.Ledger;
import io.loadgen.measurement.ListenerLog;
import io.loadgen.measurement.OtherSiteWatch;
import io.loadgen.measurement.PathLog;
import io.loadgen.measurement.SlotObserver;
import io.loadgen.measurement.SlotTracker;
import io.loadgen.measurement.adds.AddLog;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.Population;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.Signal;
import io.loadgen.spec.SlotTimeouts;
import java.util.EnumSet;
import java.util.Set;

/**
 * The measuring instruments of one window.
 *
 * @param tracker the open slots
 * @param latencies the recorders
 * @param firstOrgAdds the first org adds of all rooms
 * @param books the books
 * @param irregularities what the books leave out
 * @param adds what each slot was to add
 * @param listener what the instruments themselves add to a latency
 * @param firstSlot the number within the run of the window's first slot
 */
public record RunRecorders(
        SlotTracker tracker,
        LatencyRecorder latencies,
        FirstOrgAdds firstOrgAdds,
        Ledger books,
        IrregularityLog irregularities,
        AddLog adds,
        ListenerLog listener,
        long firstSlot) {
    /**
     * What ends the first stage of a slot.
     *
     * @param mode where requests enter
     * @return {@link Signal#REPLY} or {@link Signal#ACK}
     */
    public static Signal firstSignal(InjectMode mode) {
        return switch (mode) {
            case FRONTDOOR -> Signal.REPLY;
            case CANONICAL -> Signal.ACK;
        };
    }

    /** The signals that a run hears. */
    static Set<Signal> signals(RunSpec spec) {
        Set<Signal> signals = EnumSet.of(firstSignal(spec.inject()), Signal.EVENT, Signal.RESULT);
        if (spec.observeHandoff()) {
            signals.add(Signal.HANDOFF);
        }
        return signals;
    }

    /** Outbox messages are of the stages of requests. */
    static OtherSiteWatch watch(RunSpec spec, Population people, ChatPlatform platform) {
        String site = people.otherSite();
        if (!spec.observeHandoff() || site == null) {
            return OtherSiteWatch.NOTHING;
        }
        return platform.hearsArrivalsAt(site) ? OtherSiteWatch.OUTBOX_AND_ARRIVAL : OtherSiteWatch.OUTBOX;
    }

    /** Instruments that have seen nothing; {@code observer} hears of the slots, by their numbers within the run. */
    static RunRecorders of(
            RunSpec spec,
            Population people,
            OtherSiteWatch watch,
            FirstOrgAdds firstOrgAdds,
            AddLog adds,
            long firstSlot,
            SlotObserver observer) {
        SlotTimeouts timeouts = new SlotTimeouts(
                spec.replyTimeout().toNanos(), spec.eventTimeout().toNanos());
        LatencyRecorder latencies = new LatencyRecorder(
                signals(spec),
                people.equals(Population.ORDINARY) ? null : new PathLog(signals(spec), watch, people.localRooms() > 0));
        Ledger books = new Ledger();
        IrregularityLog irregularities = new IrregularityLog();
        SlotTracker tracker = new SlotTracker(
                spec.maxOutstanding(),
                firstSignal(spec.inject()),
                timeouts,
                latencies,
                firstOrgAdds,
                books,
                irregularities,
                // The log first: what the load does on hearing of a slot may begin the next one.
                SlotObserver.both(adds, observer));
        return new RunRecorders(
                tracker, latencies, firstOrgAdds, books, irregularities, adds, new ListenerLog(), firstSlot);
    }
}
