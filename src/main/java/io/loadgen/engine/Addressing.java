package io.loadgen.engine;

import io.loadgen.contract.RequestIds;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.injection.AddTarget;
import io.loadgen.injection.ChatSession;
import io.loadgen.spec.RunSpec;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What requests are addressed to, and by which ids their signals are known.
 *
 * @param fixture names rooms and users
 * @param targets its rooms
 * @param requestIds of one run, or of one rehearsal
 */
record Addressing(FixturePlan fixture, List<AddTarget> targets, RequestIds requestIds) {
    /** All rooms of a set. */
    static Addressing to(FixturePlan fixture, RequestIds requestIds) {
        List<AddTarget> targets = IntStream.range(0, fixture.spec().rooms())
                .mapToObj(room -> target(fixture, room))
                .toList();
        return new Addressing(fixture, targets, requestIds);
    }

    private static AddTarget target(FixturePlan fixture, int room) {
        int owner = fixture.owner(room);
        return new AddTarget(fixture.roomId(room), fixture.userId(owner), fixture.account(owner));
    }

    SignalCorrelator correlator(RunRecorders instruments) {
        return new SignalCorrelator(
                requestIds, targets.stream().map(AddTarget::roomId).toList(), instruments);
    }

    AddSender sender(RunSpec spec, ChatSession chat, RunRecorders instruments, LoadSettings settings) {
        SlotKinds kinds = new SlotKinds(
                spec.shapes(), fixture.spec().seed(), fixture.spec().usersPerBlock(), instruments.firstOrgAdds());
        AddBodies bodies = new AddBodies(
                spec.inject(),
                chat.contract(),
                spec.shapes(),
                fixture,
                targets,
                spec.usersPerAdd(),
                settings.wallClock());
        return new AddSender(settings.clock(), chat, requestIds, kinds, bodies, new AddPaths(fixture), instruments);
    }
}
