package io.loadgen.preflight;

import static io.loadgen.result.PreflightCheck.fail;
import static io.loadgen.result.PreflightCheck.pass;
import static io.loadgen.result.PreflightCheck.skipped;
import static io.loadgen.result.PreflightCheck.warn;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.MessageSizes;
import io.loadgen.contract.MessageSizes.Part;
import io.loadgen.contract.Shape;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.PayloadLimit;
import io.loadgen.injection.PlatformInspection;
import io.loadgen.result.PreflightCheck;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether every server takes the largest messages that an add of the run makes. room-worker stores everything, cannot publish an event
 * that is too large, and says {@code ok}. Source: chat contract §13.9.
 */
final class PayloadCheck {
    static final String NAME = "payload-sizes";

    private final PlatformInspection platform;
    private final ChatContract contract;
    private final boolean on;

    PayloadCheck(PlatformInspection platform, ChatContract contract, boolean on) {
        this.platform = platform;
        this.contract = contract;
        this.on = on;
    }

    /** A message and its size. */
    private record Sized(Part part, long bytes) {
        String words() {
            return part.words() + " has " + grouped(bytes) + " bytes";
        }
    }

    PreflightCheck of(FixturePlan plan, PreflightRequest request) throws InjectionException, InterruptedException {
        if (!on) {
            return skipped(NAME, "switched off by loadgen.preflight.payload-sizes");
        }
        PayloadLimit least = platform.payloadLimits().stream()
                .min(Comparator.comparingLong(PayloadLimit::bytes))
                .orElseThrow();
        int users = request.usersPerAdd();
        Sized needed = largest(plan, request, users, Part::isNeeded);
        String limit = "server " + least.server() + " takes " + grouped(least.bytes());
        if (needed.bytes() > least.bytes()) {
            return fail(
                    NAME,
                    "of an add of " + users + " users " + needed.words() + " at most, and " + limit
                            + ": what is too large is lost, though the result says ok",
                    remedy(mostUsers(plan, request, least.bytes())));
        }
        Sized any = largest(plan, request, users, part -> true);
        return any.bytes() > least.bytes()
                ? warn(
                        NAME,
                        "of an add of " + users + " users " + any.words() + " at most, and " + limit
                                + ": it is lost; no figure of a run shows that",
                        "raise max_payload of every server")
                : pass(NAME, "of an add of " + users + " users " + any.words() + " at most, " + limit);
    }

    private static String remedy(int mostUsers) {
        String raise = "raise max_payload of every server";
        return mostUsers == 0 ? raise : "usersPerAdd of " + mostUsers + " at most, or " + raise;
    }

    private Sized largest(FixturePlan plan, PreflightRequest request, int users, Predicate<Part> counts) {
        MessageSizes sizes = new MessageSizes(contract, plan.longestNames());
        int blocks = Math.ceilDiv(users, plan.spec().usersPerBlock());
        return Stream.of(Shape.values())
                .filter(shape -> request.shapes().weight(shape) > 0)
                .flatMap(shape -> sizes.of(shape, users, shape == Shape.USERS ? users : blocks).entrySet().stream())
                .filter(size -> counts.test(size.getKey()))
                .max(Map.Entry.comparingByValue())
                .map(size -> new Sized(size.getKey(), size.getValue()))
                .orElseThrow();
    }

    /** By bisection: sizes grow with the users. Whole blocks, where a request names any. */
    private int mostUsers(FixturePlan plan, PreflightRequest request, long limit) {
        int unit = request.shapes().takesBlocks() ? plan.spec().usersPerBlock() : 1;
        int fits = 0;
        int tooMany = Math.ceilDiv(request.usersPerAdd(), unit);
        while (tooMany - fits > 1) {
            int tried = (fits + tooMany) >>> 1;
            if (largest(plan, request, tried * unit, Part::isNeeded).bytes() <= limit) {
                fits = tried;
            } else {
                tooMany = tried;
            }
        }
        return fits * unit;
    }

    private static String grouped(long bytes) {
        return String.format(Locale.ROOT, "%,d", bytes);
    }
}
