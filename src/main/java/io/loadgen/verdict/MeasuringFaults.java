package io.loadgen.verdict;

import io.loadgen.latency.FigureText;
import io.loadgen.latency.LatencyDistribution;
import io.loadgen.latency.LatencySummary;
import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.loadgen.result.Books;
import io.loadgen.result.ConnectionTroubles;
import io.loadgen.result.ConnectionTroubles.Kind;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Evidence;
import io.loadgen.result.Irregularity;
import io.loadgen.result.LargestMessage;
import io.loadgen.result.ListenerFigures;
import io.loadgen.result.Measurements;
import io.loadgen.result.RehearsalFigures;
import io.loadgen.result.SessionHealth;
import io.loadgen.spec.Percentile;
import io.loadgen.spec.Slo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What makes the figures of a run worth nothing, whatever they are: books that do not balance, signals that were dropped, could not be
 * read or may have been lost, a listener that was late, an instrument whose own part is too near a limit.
 *
 * <p>Pure; any thread.
 */
final class MeasuringFaults {
    /** A greater listener delay at p99 makes the generator's own queue part of the latencies. */
    static final long GREATEST_LISTENER_DELAY_NANOS = 10_000_000;

    /** Fewer delayed probes decide nothing: half a second of standing still. */
    static final long LEAST_DELAYED_PROBES = 5;

    /** What the instrument adds may be at most this part of a limit that is judged with it. */
    static final int LEAST_LIMIT_TO_FLOOR = 5;

    private final List<String> faults = new ArrayList<>();

    private MeasuringFaults() {}

    /** The faults, each in a sentence; then, if signals were dropped or late, what may explain it. */
    static List<String> of(Slo slo, Evidence evidence) {
        MeasuringFaults found = new MeasuringFaults();
        found.books(evidence);
        int before = found.faults.size();
        found.dropped(evidence.health());
        found.listener(evidence.measurements().listener());
        if (found.faults.size() > before) {
            evidence.generator().map(GeneratorTroubles::of).ifPresent(found.faults::addAll);
        }
        found.floor(slo, evidence);
        found.connection(evidence);
        found.tooLarge(evidence);
        found.unreadable(evidence);
        return found.faults;
    }

    private void books(Evidence evidence) {
        addResidues(
                "the books of the measured slots do not balance",
                evidence.books().residues());
        addResidues(
                "the books of the warm-up slots do not balance",
                evidence.measurements().warmup().residues());
        addResidues(
                "two counts of the same do not agree", evidence.measurements().countMismatches());
        acknowledged(evidence);
    }

    /** The audit goes by a log of its own: what the books call acknowledged it must have been told of. */
    private void acknowledged(Evidence evidence) {
        AuditResult audit = evidence.audit();
        long events = evidence.books().count(EventOutcome.EVENT)
                + evidence.measurements().warmup().count(EventOutcome.EVENT);
        long promised = audit.count(AuditFigure.SLOTS_PROMISED);
        if (audit.status() == AuditResult.Status.COMPLETE && audit.rooms() > 0 && promised < events) {
            faults.add("the audit was told of " + promised + " acknowledged requests, and the books have " + events
                    + " with their event, residue " + (promised - events) + " (limit 0)");
        }
    }

    private void addResidues(String what, List<Books.Residue> residues) {
        for (Books.Residue residue : residues) {
            faults.add(what + ": " + residue.rule() + " is " + residue.left() + " = " + residue.right() + ", residue "
                    + residue.difference() + " (limit 0)");
        }
    }

    private void dropped(SessionHealth health) {
        if (health.droppedMessages() > 0) {
            faults.add("the client dropped " + health.droppedMessages()
                    + " messages (limit 0) because its collector was too slow: lower rate, or give the generator more"
                    + " CPU or heap");
        }
    }

    private void listener(ListenerFigures listener) {
        LatencyDistribution delay = listener.delayHistogram().expand();
        long delayed = delay.countAbove(GREATEST_LISTENER_DELAY_NANOS);
        if (delayed >= LEAST_DELAYED_PROBES && delayed > (double) delay.count() / 100) {
            faults.add("the listener was late: " + delayed + " of " + delay.count() + " probes waited for it more than "
                    + FigureText.exactMillis(GREATEST_LISTENER_DELAY_NANOS)
                    + " (limit 1 %), so latencies hold its own queue: lower rate, or give the generator more CPU");
        }
    }

    private void floor(Slo slo, Evidence evidence) {
        LatencyDistribution probes =
                evidence.measurements().listener().floorHistogram().expand();
        RehearsalFigures rehearsal = evidence.preflight().rehearsal();
        for (Slo.LatencyLimit limit : slo.latencies()) {
            Percentile percentile = limit.percentile() <= 50 ? Percentile.P50 : Percentile.P99;
            if (probes.supports(percentile.share())) {
                floor(
                        "the instrument's own floor",
                        LatencySummary.millis(
                                probes.quantile(percentile.share()).lowerNanos()),
                        percentile,
                        limit);
            }
            if (rehearsal != null) {
                rehearsal
                        .floor()
                        .percentile(percentile)
                        .ifPresent(found -> floor(
                                "the floor of the rehearsal, which asks nobody,",
                                found.lowerMillis(),
                                percentile,
                                limit));
            }
        }
    }

    private void floor(String what, double millis, Percentile percentile, Slo.LatencyLimit limit) {
        if (millis > LatencySummary.millis(limit.limit().toNanos()) / LEAST_LIMIT_TO_FLOOR) {
            faults.add(what + " is " + FigureText.exactMillis(Math.round(millis * 1e6)) + " at " + percentile.label()
                    + ", above a fifth of the limit of "
                    + FigureText.exactMillis(limit.limit().toNanos()) + " on " + limit.name()
                    + ": what is measured is largely the way there; move the generator nearer, give it more CPU, or raise"
                    + " the limit");
        }
    }

    private void connection(Evidence evidence) {
        ConnectionTroubles troubles = evidence.health().troubles();
        for (ConnectionTroubles.Trouble trouble : troubles.seen()) {
            switch (trouble.kind()) {
                case SUBSCRIPTION_DENIED -> add(trouble, "signals on it are lost from then on; mend the permissions");
                case PUBLISH_DENIED -> add(trouble, "those requests never reached the platform; mend the permissions");
                case SLOW_CONSUMER ->
                    add(trouble, "what it had for us is lost; lower rate, or give the generator more CPU");
                case HANDOFF_DENIED, LAME_DUCK, SERVER_ERROR -> {
                    // The first costs no figure that is judged; a shutdown decides only what would have failed
                    // otherwise; and
                    // an error only what a lost connection does, which is judged by that.
                }
            }
        }
        long unheard = evidence.connection().unheardMeasuredSignals();
        if (unheard > 0) {
            faults.add(FigureText.exactSeconds(evidence.measurements().disconnectedNanos())
                    + " of the measured window were without a connection"
                    + lameDuck(troubles)
                    + ": " + evidence.connection().notSent() + " requests were not sent meanwhile, and " + unheard
                    + " signals of requests under way then did not come (limit 0) and may have been lost with it; repeat the run on"
                    + " a stable connection");
        }
    }

    /** The platform did its part, and the run asked for more than the messaging server takes. */
    private void tooLarge(Evidence evidence) {
        long lost = evidence.measurements().irregularities().count(Irregularity.EVENT_TIMEOUTS_AFTER_OK);
        if (lost > 0) {
            Optional.ofNullable(evidence.preflight().largestMessage())
                    .filter(LargestMessage::exceeds)
                    .ifPresent(message -> faults.add(lost
                            + " requests were done by the worker and had no event (limit 0): " + message.words()
                            + "; lower usersPerAdd, or raise max_payload of every server"));
        }
    }

    /** What a server that is about to shut down may have taken from the platform: JetStream ends before the connections do. */
    static Optional<String> shutdown(Evidence evidence) {
        return evidence.health().troubles().seen().stream()
                .filter(trouble -> trouble.kind() == Kind.LAME_DUCK)
                .findFirst()
                .map(trouble -> trouble.kind().words() + ": " + trouble.firstWords()
                        + ", and what goes on without it is not the build's; repeat the run on servers that stay");
    }

    /** Whose shutdown may be why a connection was lost. */
    private static String lameDuck(ConnectionTroubles troubles) {
        return troubles.seen().stream()
                .filter(trouble -> trouble.kind() == Kind.LAME_DUCK)
                .findFirst()
                .map(trouble -> " (" + trouble.kind().words() + ": " + trouble.firstWords() + ")")
                .orElse("");
    }

    private void add(ConnectionTroubles.Trouble trouble, String cost) {
        faults.add(trouble.kind().words() + ", " + trouble.count() + " times (limit 0), " + trouble.about() + ": "
                + trouble.firstWords() + "; " + cost);
    }

    private void unreadable(Evidence evidence) {
        Measurements measurements = evidence.measurements();
        if (evidence.health().failedSignals() > 0) {
            faults.add("the handling of " + evidence.health().failedSignals()
                    + " signals failed (limit 0): see the service's log");
        }
        long unreadable = measurements.irregularities().count(Irregularity.UNREADABLE_SIGNALS);
        if (unreadable > 0) {
            faults.add(unreadable
                    + " signals could not be read (limit 0): check that the contract version set is the platform's");
        }
    }
}
