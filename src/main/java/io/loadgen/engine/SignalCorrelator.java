package io.loadgen.engine;

import io.loadgen.contract.CrossSiteReader;
import io.loadgen.contract.JobResultReader;
import io.loadgen.contract.MemberEventReader;
import io.loadgen.contract.Rejection;
import io.loadgen.contract.ReplyReader;
import io.loadgen.contract.RequestIds;
import io.loadgen.contract.WorkerError;
import io.loadgen.injection.SignalListener;
import io.loadgen.measurement.SlotTracker;
import io.loadgen.result.ConnectionGaps.Cause;
import io.loadgen.result.ReplyOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes every signal to its slot, by the request id that it carries.
 *
 * <p>Owned by the collector's thread. Allocates nothing for a signal of a request that succeeds.
 */
public final class SignalCorrelator implements SignalListener {
    private final RequestIds requestIds;
    private final RoomIndex rooms;
    private final MemberEventReader event = new MemberEventReader();
    private final JobResultReader result = new JobResultReader();
    private final CrossSiteReader outbox = new CrossSiteReader();
    private volatile RunRecorders instruments;

    /**
     * Binds a correlator to a run.
     *
     * @param requestIds the run's ids
     * @param roomIds the ids of the run's rooms, by their index
     * @param instruments what is told of each signal at first
     */
    public SignalCorrelator(RequestIds requestIds, List<String> roomIds, RunRecorders instruments) {
        this.requestIds = requestIds;
        this.instruments = instruments;
        this.rooms = new RoomIndex(roomIds);
    }

    /** From now on other instruments are told. By any thread; a signal that is being told goes to those before. */
    void recordTo(RunRecorders next) {
        instruments = next;
    }

    @Override
    public void replied(long key, byte[] body, long nowNanos) {
        if (ReplyReader.isAccepted(body)) {
            instruments.tracker().accepted(key, nowNanos);
            return;
        }
        Rejection rejection = ReplyReader.read(body);
        if (rejection.isBusy()) {
            // An outcome of its own, whose reason it is: among others' words it would hide theirs.
            instruments.tracker().notAccepted(key, ReplyOutcome.BUSY, rejection.text(), nowNanos);
        } else if (instruments.tracker().notAccepted(key, ReplyOutcome.REJECTED, rejection.text(), nowNanos)) {
            instruments.irregularities().rejection(rejection.reason(), rejection.text());
        }
    }

    @Override
    public void stored(long key, long nowNanos) {
        instruments.tracker().accepted(key, nowNanos);
    }

    @Override
    public void refusedByStream(long key, String reason, long nowNanos) {
        if (instruments.tracker().notAccepted(key, ReplyOutcome.REJECTED, reason, nowNanos)) {
            instruments.irregularities().rejection("stream", reason);
        }
    }

    @Override
    public void noResponders(long key, long nowNanos) {
        instruments.tracker().notAccepted(key, ReplyOutcome.NO_RESPONDERS, "nobody listens", nowNanos);
    }

    @Override
    public void handedOff(@Nullable String requestId, long nowNanos) {
        long key = requestIds.parse(requestId);
        if (key != RequestIds.FOREIGN) {
            instruments.tracker().handedOff(key, nowNanos);
        }
    }

    @Override
    public void delivered(@Nullable String requestId, byte[] body, long nowNanos) {
        event(requestId, body, false, nowNanos);
    }

    @Override
    public void deliveredOnSite(@Nullable String requestId, byte[] body, long nowNanos) {
        event(requestId, body, true, nowNanos);
    }

    private void event(@Nullable String requestId, byte[] body, boolean onSite, long nowNanos) {
        long key = requestIds.parse(requestId);
        if (requestId != null && key == RequestIds.FOREIGN) {
            instruments.irregularities().foreignSignal();
        } else if (event.read(body)) {
            long found = requestId == null ? keyByAccounts() : key;
            if (found == SlotTracker.NOT_FOUND) {
                instruments.irregularities().foreignSignal();
            } else {
                instruments.irregularities().event(body.length);
                instruments.tracker().heard(onSite);
                instruments.tracker().delivered(found, event.memberCount(), event.membersHash(), nowNanos);
            }
        } else if (requestId != null) {
            instruments.irregularities().unreadableSignal();
        }
    }

    @Override
    public void forwarded(@Nullable String requestId, byte[] body, long nowNanos) {
        copied(requestId, body, nowNanos, instruments.tracker()::forwarded);
    }

    @Override
    public void arrived(@Nullable String requestId, byte[] body, long nowNanos) {
        copied(requestId, body, nowNanos, instruments.tracker()::arrived);
    }

    /** On the subject come those of everybody's adds: only ours are anything to us. */
    private void copied(@Nullable String requestId, byte[] body, long nowNanos, CopySink sink) {
        long key = requestIds.parse(requestId);
        if (key == RequestIds.FOREIGN) {
            return;
        }
        if (outbox.read(body)) {
            MemberEventReader carried = outbox.event();
            sink.copied(key, carried.memberCount(), carried.membersHash(), nowNanos);
        } else {
            instruments.irregularities().unreadableSignal();
        }
    }

    /** Takes a message to another site at one point of its way. */
    @FunctionalInterface
    private interface CopySink {
        void copied(long key, int names, long hash, long nowNanos);
    }

    @Override
    public void misaddressed() {
        instruments.irregularities().foreignSignal();
    }

    @Override
    public void connectionLost(long fromNanos, Cause cause) {
        instruments.irregularities().connectionLost(fromNanos, cause);
    }

    @Override
    public void connectionRestored(long nowNanos) {
        instruments.irregularities().connectionRestored(nowNanos);
    }

    @Override
    public void probeSent(long sentNanos) {
        instruments.listener().sent(sentNanos);
    }

    @Override
    public void probeAnswered(long sentNanos, long nanos) {
        instruments.listener().answered(sentNanos, nanos);
    }

    @Override
    public void probeDelayed(long sentNanos, long nanos) {
        instruments.listener().delayed(sentNanos, nanos);
    }

    /** However many rooms and requests there are: whoever can publish may publish events without a header. */
    private long keyByAccounts() {
        int room = rooms.roomOf(event);
        if (room == RoomIndex.NOT_OURS) {
            return SlotTracker.NOT_FOUND;
        }
        long key = instruments.tracker().findByAccounts(room, event.memberCount(), event.membersHash());
        if (key != SlotTracker.NOT_FOUND) {
            instruments.irregularities().eventWithoutHeader();
        }
        return key;
    }

    @Override
    public void resolved(@Nullable String requestId, byte[] body, long nowNanos) {
        long key = requestIds.parse(requestId);
        if (key == RequestIds.FOREIGN) {
            instruments.irregularities().foreignSignal();
        } else if (!result.read(body)) {
            instruments.irregularities().unreadableSignal();
        } else if (result.isOk()) {
            instruments.tracker().resolved(key, nowNanos);
        } else {
            WorkerError error = result.error();
            if (instruments.tracker().workerFailed(key, error.transientFailure(), error.text(), nowNanos)) {
                instruments.irregularities().workerError(error.reason(), error.text());
            }
        }
    }
}
