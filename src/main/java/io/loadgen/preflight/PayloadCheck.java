package io.loadgen.preflight;

import static io.loadgen.result.PreflightCheck.fail;
import static io.loadgen.result.PreflightCheck.pass;
import static io.loadgen.result.PreflightCheck.warn;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.MessageSizes;
import io.loadgen.contract.MessageSizes.Part;
import io.loadgen.contract.Shape;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.PayloadLimit;
import io.loadgen.injection.PlatformInspection;
import io.loadgen.result.LargestMessage;
import io.loadgen.result.PreflightCheck;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether every server takes the largest messages that an add of the run makes. room-worker stores everything, cannot publish an event
 * that is too large, and says {@code ok}. Source: chat contract §13.9.
 */
final class PayloadCheck {
    static final String NAME = "payload-sizes";
    private static final String RAISE = "raise max_payload of every server";

    private final PlatformInspection platform;
    private final ChatContract contract;
    private final boolean on;
    private final Consumer<LargestMessage> found;

    /** A check that lets no run begin where it is on, and tells what it found. */
    PayloadCheck(PlatformInspection platform, ChatContract contract, boolean on, Consumer<LargestMessage> found) {
        this.platform = platform;
        this.contract = contract;
        this.on = on;
        this.found = found;
    }

    PreflightCheck of(FixturePlan plan, PreflightRequest request) throws InjectionException, InterruptedException {
        PayloadLimit least = platform.payloadLimits().stream()
                .min(Comparator.comparingLong(PayloadLimit::bytes))
                .orElseThrow();
        int users = request.usersPerAdd();
        LargestMessage needed = largest(plan, request, users, Part::isNeeded, least);
        found.accept(needed);
        String ofAnAdd = "of an add of " + users + " users ";
        if (needed.exceeds()) {
            String finding = ofAnAdd + needed.words() + ": what is too large is lost, though the result says ok";
            String remedy = remedy(mostUsers(plan, request, least));
            return on
                    ? fail(NAME, finding, remedy)
                    : warn(NAME, finding + "; loadgen.preflight.payload-sizes lets the run begin all the same", remedy);
        }
        LargestMessage any = largest(plan, request, users, part -> true, least);
        return any.exceeds()
                ? warn(NAME, ofAnAdd + any.words() + ": it is lost, and no figure of a run shows that", RAISE)
                : pass(NAME, ofAnAdd + any.words());
    }

    private static String remedy(int mostUsers) {
        return mostUsers == 0 ? RAISE : "usersPerAdd of " + mostUsers + " at most, or " + RAISE;
    }

    private LargestMessage largest(
            FixturePlan plan, PreflightRequest request, int users, Predicate<Part> counts, PayloadLimit limit) {
        MessageSizes sizes = new MessageSizes(contract, plan.longestNames(), plan.elsewhere());
        int blocks = Math.ceilDiv(users, plan.spec().usersPerBlock());
        return Stream.of(Shape.values())
                .filter(shape -> request.shapes().weight(shape) > 0)
                .flatMap(shape -> sizes.of(shape, users, shape == Shape.USERS ? users : blocks).entrySet().stream())
                .filter(size -> counts.test(size.getKey()))
                .max(Map.Entry.comparingByValue())
                .map(size -> new LargestMessage(size.getKey().words(), size.getValue(), limit.server(), limit.bytes()))
                .orElseThrow();
    }

    /** By bisection: sizes grow with the users. Whole blocks, where a request names any. */
    private int mostUsers(FixturePlan plan, PreflightRequest request, PayloadLimit limit) {
        int unit = request.shapes().takesBlocks() ? plan.spec().usersPerBlock() : 1;
        int fits = 0;
        int tooMany = Math.ceilDiv(request.usersPerAdd(), unit);
        while (tooMany - fits > 1) {
            int tried = (fits + tooMany) >>> 1;
            if (largest(plan, request, tried * unit, Part::isNeeded, limit).exceeds()) {
                tooMany = tried;
            } else {
                fits = tried;
            }
        }
        return fits * unit;
    }
}
