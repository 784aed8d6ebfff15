package io.loadgen.conformance;

import io.loadgen.conformance.RuleBook.Step;
import io.loadgen.contract.ContractFinding;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.RequestIds;
import io.loadgen.fixtures.ProbeSets;
import io.loadgen.injection.InjectionException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Plays every rule of the contract against the platform and tells which contracts it is alike. Rooms, users and everything that the
 * services made of them are removed afterwards, whatever happened, and so is what a check has left whose process died.
 *
 * <p>Any thread; checks at the same time do not disturb each other, but each is load for the other.
 */
public final class PlayedCheck implements ContractCheck {
    private static final String NO_OTHER_SITE = "adds of users of another site would leave a message for a site that is"
            + " not there: name one that is by loadgen.other-site.id";

    private static final Pattern CAPACITY = Pattern.compile("at maximum capacity \\((\\d{1,9})\\)");

    /** No check lasts as long: what is older was left. The seed of a check tells when it was made. */
    private static final long LEFT_BEHIND_MILLIS = 600_000;

    private final CheckPorts ports;
    private final String site;
    private final Optional<String> otherSite;
    private final int maxRoomSize;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * Binds the check to a platform.
     *
     * @param ports its sides
     * @param site its site id
     * @param otherSite another site, which is told of users of it that are added here; empty to add none
     * @param maxRoomSize the most members that its rooms are thought to take
     * @param clock when a check was made
     * @param random request ids and rooms that are nobody else's
     */
    public PlayedCheck(
            CheckPorts ports,
            String site,
            Optional<String> otherSite,
            int maxRoomSize,
            InstantSource clock,
            RandomGenerator random) {
        this.ports = ports;
        this.site = site;
        this.otherSite = otherSite;
        this.maxRoomSize = maxRoomSize;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public ContractReport check(Optional<ContractVersion> asked, BooleanSupplier cancelled)
            throws InterruptedException {
        long startNanos = System.nanoTime();
        ContractFinding finding = ports.contracts().detect();
        ContractVersion expected = asked.or(finding::version)
                .orElseThrow(() -> new ContractCheckException(
                        finding.explanation() + "; ask for one: \"contract\": \"A\", \"B\" or \"C\"", null));
        String why = asked.isPresent() ? "contract " + expected + " was asked for" : finding.explanation();
        Judge judge = new Judge(expected, RuleBook.CONTRACT.knownFields());
        try {
            List<RuleOutcome> outcomes = new ArrayList<>(new PlatformFacts(ports, expected, site, judge).look());
            Map<Step, Played> played = play(expected, cancelled);
            Map<Step, Recording> recordings = new LinkedHashMap<>();
            played.forEach((step, one) -> recordings.put(step, Recording.of(one)));
            OptionalInt takes = takenByRooms(played.values());
            for (Step step : RuleBook.CONTRACT.steps()) {
                outcomes.addAll(outcomes(judge, step, Optional.ofNullable(recordings.get(step)), takes));
            }
            return new ContractReport(
                    expected,
                    why,
                    outcomes,
                    judge.unknownFields(recordings),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
        } catch (InjectionException unreachable) {
            throw new ContractCheckException(String.valueOf(unreachable.getMessage()), unreachable);
        }
    }

    private List<RuleOutcome> outcomes(Judge judge, Step step, Optional<Recording> recording, OptionalInt takes) {
        if (step.sending().acrossSites() && otherSite.isEmpty()) {
            return Judge.skipped(step, NO_OTHER_SITE);
        }
        if (recording.isEmpty()) {
            return Judge.skipped(step, "the platform did not answer any more");
        }
        if (step.sending().assumesMaxRoomSize() && takes.isPresent() && takes.getAsInt() != maxRoomSize) {
            return Judge.skipped(
                    step, "rooms take " + takes.getAsInt() + " members, and loadgen.max-room-size is " + maxRoomSize);
        }
        return judge.outcomes(step, recording.get());
    }

    /** What the platform says of itself when a room is full. */
    private static OptionalInt takenByRooms(Collection<Played> played) {
        return played.stream()
                .flatMap(one -> Stream.ofNullable(one.reply()))
                .map(reply -> CAPACITY.matcher(reply.body()))
                .filter(Matcher::find)
                .mapToInt(capacity -> Integer.parseInt(capacity.group(1)))
                .findFirst();
    }

    private Map<Step, Played> play(ContractVersion expected, BooleanSupplier cancelled)
            throws InjectionException, InterruptedException {
        removeLeftovers();
        long seed = ProbeSets.seed(clock.millis(), random.nextInt(ProbeSets.SEEDS_PER_MILLI));
        Map<Step, Played> all = new LinkedHashMap<>();
        List<Step> steps = RuleBook.CONTRACT.steps().stream()
                .filter(step -> otherSite.isPresent() || !step.sending().acrossSites())
                .toList();
        try (CheckRooms rooms = rooms(seed)) {
            rooms.write(RuleBook.CONTRACT);
            ContractPlayer player = new ContractPlayer(rooms, expected, new RequestIds(random.nextLong()), clock);
            for (Played played : player.play(steps, ports.wire(), cancelled)) {
                all.put(played.step(), played);
            }
        }
        if (cancelled.getAsBoolean() && all.size() < steps.size()) {
            throw new ContractCheckException("the check was stopped before its end", null);
        }
        return all;
    }

    private void removeLeftovers() {
        for (long seed : ports.earlier().seedsBefore(clock.millis() - LEFT_BEHIND_MILLIS)) {
            rooms(seed).close();
        }
    }

    private CheckRooms rooms(long seed) {
        return new CheckRooms(ports, RuleBook.CONTRACT, seed, site, otherSite.orElse(""), maxRoomSize);
    }
}
