package io.loadgen.engine;

import static io.loadgen.engine.EngineRig.MILLI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.loadgen.contract.RequestIds;
import io.loadgen.result.Books;
import io.loadgen.result.EventOutcome;
import io.loadgen.result.Irregularities;
import io.loadgen.result.Irregularity;
import io.loadgen.result.Phase;
import io.loadgen.result.ReplyOutcome;
import io.loadgen.result.ResultOutcome;
import io.loadgen.spec.Basis;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.Signal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalCorrelatorTests {
    private final EngineRig rig = new EngineRig();
    private final AddSender sender = rig.sender(InjectMode.FRONTDOOR);
    private final SignalCorrelator collector = rig.correlator();
    private final RecordingSession.Sent sent = send();
    private final String requestId = sent.requestId();
    private final String foreignId = new RequestIds(99).format(sent.key());

    @Test
    void aSuccessIsTakenToItsSlot() {
        collector.replied(sent.key(), Signals.ACCEPTED, soon());
        collector.handedOff(requestId, soon());
        collector.delivered(requestId, Signals.event(sent), soon());
        collector.resolved(requestId, Signals.ok(), soon());

        assertThat(books().count(EventOutcome.EVENT)).isOne();
        assertThat(books().count(ResultOutcome.OK)).isOne();
        assertThat(rig.total(Basis.SERVICE, Signal.HANDOFF).count()).isOne();
        assertThat(rig.tracker().outstanding()).isZero();
        assertNothingIrregular();
    }

    @Test
    void theOrderOfAccountsAndFieldsDoesNotMatter() {
        String body = new String(Signals.event(sent), StandardCharsets.UTF_8);
        List<String> accounts = accounts();
        String turned =
                body.replace(accounts.get(0) + "\",\"" + accounts.get(1), accounts.get(1) + "\",\"" + accounts.get(0));
        assertThat(turned).isNotEqualTo(body);

        collector.replied(sent.key(), Signals.bytes("{ \"x\":1, \"status\" : \"accepted\"}"), soon());
        collector.delivered(requestId, Signals.bytes(turned), soon());
        collector.resolved(requestId, Signals.ok(), soon());

        assertThat(books().count(EventOutcome.EVENT)).isOne();
    }

    @Test
    void anEventWithOtherAccountsIsAMismatch() {
        collector.replied(sent.key(), Signals.ACCEPTED, soon());
        collector.delivered(requestId, Signals.event(quotedRoom(), "[\"somebody\",\"else\"]"), soon());
        collector.resolved(requestId, Signals.ok(), soon());

        assertThat(books().count(EventOutcome.EVENT_MISMATCH)).isOne();
    }

    @Test
    void refusalsOfBothContractsAreCountedByReason() {
        collector.replied(
                sent.key(),
                Signals.bytes("{\"code\":\"conflict\",\"reason\":\"max_room_size_reached\",\"error\":\"full\"}"),
                soon());
        collector.replied(send().key(), Signals.bytes("{\"error\":\"room is at maximum capacity (1000)\"}"), soon());
        collector.replied(send().key(), Signals.bytes("{\"status\":\"accepted\",\"error\":\"no\"}"), soon());

        assertThat(books().count(ReplyOutcome.REJECTED)).isEqualTo(3);
        assertThat(irregularities().rejections()).isEqualTo(Map.of("max_room_size_reached", 2L, "other", 1L));
        assertThat(irregularities().firstMessages())
                .containsExactly("rejected: full", "rejected: room is at maximum capacity (1000)", "rejected: no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{\"status\":\"ok\"}", "accepted", "{\"status\":\"accepted\"", "{}"})
    void aReplyThatSaysNothingIsNoSuccess(String body) {
        collector.replied(sent.key(), Signals.bytes(body), soon());

        assertThat(books().count(ReplyOutcome.REJECTED)).isOne();
        assertThat(irregularities().rejections()).isEqualTo(Map.of("unreadable", 1L));
    }

    @Test
    void aSecondRefusalIsADuplicateAndNoFurtherRejection() {
        byte[] refusal = Signals.bytes("{\"error\":\"internal error\"}");
        collector.replied(sent.key(), refusal, soon());
        collector.replied(sent.key(), refusal, soon());

        assertThat(irregularities().rejections()).isEqualTo(Map.of("internal", 1L));
        assertThat(irregularities().count(Irregularity.DUPLICATE_REPLIES)).isOne();
    }

    @Test
    void aServiceThatIsBusyIsToldFromOneThatRejects() {
        byte[] busy = Signals.bytes("{\"code\":\"unavailable\",\"error\":\"service busy\"}");
        collector.replied(sent.key(), busy, soon());
        byte[] unavailable =
                Signals.bytes("{\"code\":\"unavailable\",\"error\":\"timeout listing members of channel r@s\"}");
        collector.replied(send().key(), unavailable, soon());

        assertThat(books().count(ReplyOutcome.BUSY)).isOne();
        assertThat(books().count(ReplyOutcome.REJECTED)).isOne();
        assertThat(rig.total(Basis.SERVICE, Signal.REPLY).observed().getTotalCount())
                .isZero();
        assertThat(rig.total(Basis.SERVICE, Signal.REPLY).censoredCount()).isEqualTo(2);
        assertThat(irregularities().rejections()).isEqualTo(Map.of("unavailable", 1L));
        assertThat(irregularities().firstMessages())
                .containsExactly("rejected: timeout listing members of channel r@s");
    }

    @Test
    void noRespondersAreToldFromReplies() {
        collector.noResponders(sent.key(), soon());

        assertThat(books().count(ReplyOutcome.NO_RESPONDERS)).isOne();
        assertThat(rig.total(Basis.SERVICE, Signal.REPLY).observed().getTotalCount())
                .isZero();
        assertThat(rig.total(Basis.SERVICE, Signal.REPLY).censoredCount()).isOne();
        assertThat(irregularities().rejections()).isEmpty();
    }

    @Test
    void acksAndRefusalsOfTheStreamSettleTheFirstStage() {
        RecordingSession.Sent refused = send();
        collector.stored(sent.key(), soon());
        collector.refusedByStream(refused.key(), "maximum messages exceeded", soon());
        collector.refusedByStream(refused.key(), "maximum messages exceeded", soon());

        assertThat(rig.total(Basis.SERVICE, Signal.REPLY).observed().getTotalCount())
                .isOne();
        assertThat(rig.total(Basis.SERVICE, Signal.REPLY).censoredCount()).isOne();
        assertThat(books().count(ReplyOutcome.REJECTED)).isOne();
        assertThat(irregularities().rejections()).isEqualTo(Map.of("stream", 1L));
        assertThat(irregularities().firstMessages()).containsExactly("rejected: maximum messages exceeded");
    }

    @Test
    void theFirstErrorOfASlotIsKept() {
        collector.replied(sent.key(), Signals.ACCEPTED, soon());
        collector.resolved(requestId, Signals.error("operation failed"), soon());
        collector.resolved(requestId, Signals.error("operation failed"), soon());
        assertThat(rig.tracker().outstanding()).isOne();
        collector.delivered(requestId, Signals.event(sent), soon());
        collector.resolved(requestId, Signals.ok(), soon());

        assertThat(books().count(EventOutcome.EVENT)).isOne();
        assertThat(books().count(ResultOutcome.ERROR)).isOne();
        assertThat(irregularities().workerErrors()).isEqualTo(Map.of("internal", 1L));
        assertThat(irregularities().firstMessages()).containsExactly("worker error: operation failed");
    }

    @Test
    void anErrorThatIsNotTriedAgainEndsTheSlot() {
        collector.replied(sent.key(), Signals.ACCEPTED, soon());
        collector.resolved(requestId, Signals.error("room key absent"), soon());

        assertThat(books().count(EventOutcome.WORKER_ERROR)).isOne();
        assertThat(irregularities().workerErrors()).isEqualTo(Map.of("room_key_absent", 1L));
    }

    @Test
    void anEventWithoutARequestIdIsMatchedByRoomAndAccounts() {
        collector.replied(sent.key(), Signals.ACCEPTED, soon());
        collector.delivered(null, Signals.event(sent), soon());
        collector.delivered(null, Signals.event(sent), soon());
        collector.delivered(null, Signals.event("\"elsewhere\"", "[]"), soon());
        collector.resolved(requestId, Signals.ok(), soon());

        assertThat(books().count(EventOutcome.EVENT)).isOne();
        assertThat(irregularities().count(Irregularity.EVENTS_WITHOUT_HEADER)).isOne();
        assertThat(irregularities().count(Irregularity.FOREIGN_SIGNALS)).isEqualTo(2);
    }

    @Test
    void signalsOfOthersAreForeign() {
        collector.delivered(foreignId, Signals.event(sent), soon());
        collector.delivered("not an id", Signals.event(sent), soon());
        collector.resolved(foreignId, Signals.ok(), soon());
        collector.resolved(null, Signals.ok(), soon());
        collector.handedOff(foreignId, soon());
        collector.handedOff(null, soon());

        assertThat(irregularities().count(Irregularity.FOREIGN_SIGNALS)).isEqualTo(4);
        assertThat(rig.tracker().outstanding()).isOne();
        assertThat(rig.total(Basis.SERVICE, Signal.HANDOFF).count()).isZero();
    }

    @Test
    void signalsOfOursThatCannotBeReadAreCounted() {
        collector.delivered(requestId, Signals.bytes("{\"type\":\"member_added\""), soon());
        collector.delivered(requestId, Signals.bytes("{\"type\":\"member_removed\"}"), soon());
        collector.resolved(requestId, new byte[0], soon());
        collector.resolved(requestId, Signals.bytes("{\"operation\":\"room.create\",\"status\":\"ok\"}"), soon());
        collector.delivered(null, Signals.bytes("{\"type\":\"member_removed\"}"), soon());

        assertThat(irregularities().count(Irregularity.UNREADABLE_SIGNALS)).isEqualTo(4);
        assertThat(rig.tracker().outstanding()).isOne();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void mutatedMessagesRaiseNothing(long seed) {
        Random random = new Random(seed);
        List<byte[]> originals = List.of(
                Signals.ACCEPTED,
                Signals.event(sent),
                Signals.ok(),
                Signals.error("operation failed"),
                Signals.bytes("{\"code\":\"x\",\"reason\":null,\"error\":\"\\u00e4\",\"metadata\":{\"a\":[1,{}]}}"));
        for (int round = 0; round < 10_000; round++) {
            byte[] body = mutated(originals.get(random.nextInt(originals.size())), random);
            String id = random.nextBoolean() ? requestId : random.nextBoolean() ? null : foreignId;
            long key = random.nextBoolean() ? send().key() : random.nextLong();
            assertThatCode(() -> {
                        collector.replied(key, body, soon());
                        collector.delivered(id, body, soon());
                        collector.resolved(id, body, soon());
                        collector.handedOff(new String(body, StandardCharsets.ISO_8859_1), soon());
                    })
                    .as("seed %d round %d: %s", seed, round, new String(body, StandardCharsets.ISO_8859_1))
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] body = Arrays.copyOf(original, random.nextInt(4) == 0 ? random.nextInt(200) : original.length);
        for (int change = random.nextInt(6); change > 0 && body.length > 0; change--) {
            body[random.nextInt(body.length)] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) "{}[]\",:\\u0".charAt(random.nextInt(10));
        }
        return body;
    }

    /** Sends an add of the next candidates, or of the same again once all pools are dry. */
    private RecordingSession.Sent send() {
        if (rig.tracker().outstanding() > 5_000) {
            rig.tracker().abandon(rig.clock.nanoTime());
        }
        long slot = rig.session.sends.size();
        int room = (int) (slot % EngineRig.ROOMS);
        if (rig.pools.free(room) > EngineRig.USERS_PER_ADD) {
            rig.pools.peekRoom(room, EngineRig.USERS_PER_ADD);
            sender.send(
                    rig.tracker().claim(),
                    slot,
                    sender.kindOf(slot, rig.pools),
                    Phase.MEASURED,
                    rig.clock.nanoTime(),
                    rig.pools);
        }
        return rig.session.sends.getLast();
    }

    private long soon() {
        rig.clock.advance(MILLI / 1_000);
        return rig.clock.nanoTime();
    }

    private List<String> accounts() {
        int first = rig.fixture.candidate(sent.target(), 0);
        int second = rig.fixture.candidate(sent.target(), 1);
        return List.of(rig.fixture.account(first), rig.fixture.account(second));
    }

    private String quotedRoom() {
        return '"' + rig.fixture.roomId(sent.target()) + '"';
    }

    private Books books() {
        return rig.measured();
    }

    private Irregularities irregularities() {
        return rig.instruments.irregularities().snapshot();
    }

    private void assertNothingIrregular() {
        assertThat(irregularities().areNone()).as("%s", irregularities()).isTrue();
        assertThat(irregularities().firstMessages()).isEmpty();
    }
}
