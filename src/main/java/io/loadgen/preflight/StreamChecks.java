package io.loadgen.preflight;

import static io.loadgen.result.PreflightCheck.fail;
import static io.loadgen.result.PreflightCheck.pass;
import static io.loadgen.result.PreflightCheck.warn;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.StreamSpec;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.PlatformInspection;
import io.loadgen.injection.StreamState;
import io.loadgen.result.PreflightCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The platform's streams. Source: chat contract §2, traps T13 and T20. */
final class StreamChecks {
    static final String ROOMS = "stream-rooms";
    static final String INBOX = "stream-inbox";
    static final String MESSAGES = "stream-messages";
    static final String LIMITS = "stream-limits";
    static final List<String> NAMES = List.of(ROOMS, INBOX, MESSAGES, LIMITS);
    private static final String REMEDY =
            "create it with these subjects, or set loadgen.site or loadgen.contract to the" + " platform's";

    private final PlatformInspection platform;
    private final ChatContract contract;

    StreamChecks(PlatformInspection platform, ChatContract contract) {
        this.platform = platform;
        this.contract = contract;
    }

    static Step step(PlatformInspection platform, ChatContract contract) {
        return new Step(NAMES, () -> new StreamChecks(platform, contract).checks());
    }

    private List<PreflightCheck> checks() throws InjectionException {
        List<StreamState> streams = platform.streams();
        List<PreflightCheck> checks = new ArrayList<>();
        checks.add(presence(ROOMS, contract.roomsStreamSpec(), streams, "without it no job is stored"));
        for (StreamSpec spec : contract.harnessStreams()) {
            boolean inbox = spec.name().equals(contract.inboxStream());
            checks.add(presence(
                    inbox ? INBOX : MESSAGES,
                    spec,
                    streams,
                    inbox
                            ? "without it every job takes 0.5 s longer behind its event"
                            : "without it every job fails once and is tried again"));
        }
        checks.add(limits(streams));
        return checks;
    }

    static PreflightCheck presence(String name, StreamSpec spec, List<StreamState> streams, String consequence) {
        Optional<StreamState> found = streams.stream()
                .filter(stream -> stream.name().equals(spec.name()))
                .findFirst();
        if (found.isEmpty()) {
            return fail(
                    name,
                    "stream " + spec.name() + " of subjects " + spec.subjects() + " does not exist: " + consequence,
                    REMEDY);
        }
        List<String> missing = spec.subjects().stream()
                .filter(subject ->
                        found.get().subjects().stream().noneMatch(stored -> SubjectCover.covers(stored, subject)))
                .toList();
        return missing.isEmpty()
                ? pass(name, "stream " + spec.name() + " stores " + found.get().subjects())
                : fail(
                        name,
                        "stream " + spec.name() + " does not store " + missing + ", only "
                                + found.get().subjects() + ": " + consequence,
                        "add the subjects to it, or set loadgen.contract to the platform's");
    }

    private PreflightCheck limits(List<StreamState> streams) {
        List<String> limited = new ArrayList<>();
        for (StreamState stream : streams) {
            if (stream.name().equals(contract.roomsStream())) {
                describe(stream, limited);
            }
        }
        return limited.isEmpty()
                ? pass(LIMITS, "stream " + contract.roomsStream() + " drops no jobs by itself")
                : warn(
                        LIMITS,
                        "stream " + contract.roomsStream() + " has " + String.join(", ", limited)
                                + ": it may drop or refuse jobs that room-worker has not done",
                        "lift the limits, or keep the backlog of the run well below them");
    }

    private static void describe(StreamState stream, List<String> limited) {
        if (stream.maxMessages() > 0) {
            limited.add("at most " + stream.maxMessages() + " messages");
        }
        if (stream.maxMessagesPerSubject() > 0) {
            limited.add("at most " + stream.maxMessagesPerSubject() + " messages of one subject");
        }
        if (stream.maxBytes() > 0) {
            limited.add("at most " + stream.maxBytes() + " bytes");
        }
        if (stream.maxAge().isPositive()) {
            limited.add("messages no older than " + stream.maxAge().toSeconds() + " s");
        }
        if (stream.sealed()) {
            limited.add("been sealed");
        }
    }
}
