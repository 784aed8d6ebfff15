package io.loadgen.conformance;

import io.loadgen.conformance.RuleOutcome.Difference;
import io.loadgen.conformance.RuleOutcome.Outcome;
import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.JobRetries;
import io.loadgen.contract.StreamSpec;
import io.loadgen.fixtures.indexes.MissingIndex;
import io.loadgen.fixtures.indexes.ServiceIndexes;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.PlatformInspection;
import io.loadgen.injection.StreamState;
import io.loadgen.injection.WorkerState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules that are seen without playing anything: streams, the consumer of room-worker, indexes. Any thread. */
final class PlatformFacts {
    private static final String NONE = "none";

    private final PlatformInspection messaging;
    private final ServiceIndexes indexes;
    private final ContractVersion expected;
    private final Judge judge;
    private final Map<ContractVersion, ChatContract> contracts = new EnumMap<>(ContractVersion.class);

    PlatformFacts(CheckPorts ports, ContractVersion expected, String site, Judge judge) {
        messaging = ports.messaging();
        indexes = ports.indexes();
        this.expected = expected;
        this.judge = judge;
        Stream.of(ContractVersion.values()).forEach(version -> contracts.put(version, ChatContract.of(version, site)));
    }

    List<RuleOutcome> look() throws InjectionException {
        List<RuleOutcome> outcomes = new ArrayList<>();
        List<StreamState> streams = messaging.streams();
        outcomes.add(stream("stream.jobs", streams, ChatContract::roomsStreamSpec));
        outcomes.add(stream("stream.inbox", streams, contract -> harness(contract, contract.inboxStream())));
        outcomes.add(stream("stream.messages", streams, contract -> harness(contract, contract.messagesStream())));
        Optional<WorkerState> worker = messaging.worker(contract().roomsStream());
        outcomes.add(judge.fact(
                "consumer.max-deliver",
                of(version -> Long.toString(JobRetries.shipped(version).maxDeliver())),
                worker.map(state -> Long.toString(state.maxDeliver())).orElse(NONE)));
        outcomes.add(judge.fact(
                "consumer.ack-wait",
                of(version -> JobRetries.shipped(version).ackWait().toString()),
                worker.map(state -> state.ackWait().toString()).orElse(NONE)));
        outcomes.add(indexes());
        return outcomes;
    }

    private ChatContract contract() {
        return Objects.requireNonNull(contracts.get(expected));
    }

    private static StreamSpec harness(ChatContract contract, String name) {
        return contract.harnessStreams().stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The stream of the name, or that takes the first of its subjects. */
    private RuleOutcome stream(String rule, List<StreamState> streams, Function<ChatContract, StreamSpec> spec) {
        StreamSpec wanted = spec.apply(contract());
        String found = streams.stream()
                .filter(stream -> stream.name().equals(wanted.name())
                        || stream.subjects().contains(wanted.subjects().getFirst()))
                .map(stream -> told(stream.name(), stream.subjects()))
                .findFirst()
                .orElse(NONE);
        return judge.fact(
                rule,
                of(version -> {
                    StreamSpec own = spec.apply(Objects.requireNonNull(contracts.get(version)));
                    return told(own.name(), own.subjects());
                }),
                found);
    }

    private static String told(String name, List<String> subjects) {
        return name + " of " + subjects.stream().sorted().collect(Collectors.joining(", "));
    }

    private static Map<ContractVersion, String> of(Function<ContractVersion, String> value) {
        Map<ContractVersion, String> all = new EnumMap<>(ContractVersion.class);
        Stream.of(ContractVersion.values()).forEach(version -> all.put(version, value.apply(version)));
        return all;
    }

    private RuleOutcome indexes() {
        List<ContractVersion> as = Stream.of(ContractVersion.values())
                .filter(version -> indexes.missing(version).isEmpty())
                .toList();
        if (as.contains(expected)) {
            return new RuleOutcome("indexes", Outcome.AS_EXPECTED, as, List.of(), "");
        }
        List<Difference> missing = indexes.missing(expected).stream()
                .map(MissingIndex::toString)
                .map(index -> new Difference("indexes", index, null))
                .toList();
        return new RuleOutcome("indexes", Outcome.DIFFERS, as, missing, "");
    }
}
