package io.loadgen.preflight;

import io.loadgen.contract.AccountSetHash;
import io.loadgen.contract.JobResultReader;
import io.loadgen.contract.MemberEventReader;
import io.loadgen.contract.ReplyReader;
import io.loadgen.injection.SignalListener;
import io.loadgen.result.PreflightReport.ProbeTimes;
import io.loadgen.result.SubjectMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What came back for the one request of a probe. Told by the collector, waited for by the prober. */
final class ProbeSignals implements SignalListener {
    private static final long LOOK_MILLIS = 50;

    private final String requestId;
    private final String roomId;
    private final List<String> accounts;
    private final List<String> troubles = new ArrayList<>();
    private @Nullable Long sentNanos;
    private @Nullable Long replyNanos;
    private @Nullable Long handoffNanos;
    private @Nullable Long eventNanos;
    private @Nullable Long resultNanos;
    private int globalEvents;
    private int localEvents;
    private boolean refused;

    ProbeSignals(String requestId, String roomId, List<String> accounts) {
        this.requestId = requestId;
        this.roomId = roomId;
        this.accounts = accounts;
    }

    synchronized void sent(long nowNanos) {
        sentNanos = nowNanos;
    }

    /** Waits until everything has come, or nothing more is to come, or the time is over. */
    synchronized void await(long atMostNanos, BooleanSupplier cancelled) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + atMostNanos;
        long leftNanos = atMostNanos;
        while (!isComplete() && !refused && leftNanos > 0 && !cancelled.getAsBoolean()) {
            wait(Math.clamp(TimeUnit.NANOSECONDS.toMillis(leftNanos), 1, LOOK_MILLIS));
            leftNanos = deadlineNanos - System.nanoTime();
        }
    }

    private boolean isComplete() {
        return replyNanos != null && eventNanos != null && resultNanos != null;
    }

    /** What is wrong with what came, and what did not come; empty when the add went through. */
    synchronized List<String> troubles() {
        List<String> all = new ArrayList<>(troubles);
        if (!refused) {
            if (replyNanos == null) {
                all.add("no reply or ack came");
            }
            if (eventNanos == null) {
                all.add("no member event came");
            }
            if (resultNanos == null) {
                all.add("no job result came");
            }
        }
        return all;
    }

    /** On which subjects the platform tells of a room without members elsewhere. */
    synchronized SubjectMode mode() {
        return SubjectMode.of(1, globalEvents, localEvents);
    }

    synchronized ProbeTimes times() {
        return new ProbeTimes(
                sinceSent(replyNanos), sinceSent(handoffNanos), sinceSent(eventNanos), sinceSent(resultNanos));
    }

    private @Nullable Long sinceSent(@Nullable Long nanos) {
        return nanos == null || sentNanos == null ? null : Long.valueOf(nanos - sentNanos);
    }

    @Override
    public synchronized void replied(long key, byte[] body, long nowNanos) {
        replyNanos = nowNanos;
        if (!ReplyReader.isAccepted(body)) {
            refuse("room-service refused it: " + ReplyReader.read(body).text());
        }
        notifyAll();
    }

    @Override
    public synchronized void stored(long key, long nowNanos) {
        replyNanos = nowNanos;
        notifyAll();
    }

    @Override
    public synchronized void refusedByStream(long key, String reason, long nowNanos) {
        refuse("the stream refused it: " + reason);
    }

    @Override
    public synchronized void noResponders(long key, long nowNanos) {
        refuse("nobody listens on its subject");
    }

    private void refuse(String trouble) {
        refused = true;
        troubles.add(trouble);
        notifyAll();
    }

    @Override
    public synchronized void handedOff(@Nullable String id, long nowNanos) {
        if (requestId.equals(id)) {
            handoffNanos = nowNanos;
        }
    }

    @Override
    public synchronized void delivered(@Nullable String id, byte[] body, long nowNanos) {
        if (requestId.equals(id)) {
            globalEvents++;
            event(body, nowNanos);
        }
    }

    @Override
    public synchronized void deliveredOnSite(@Nullable String id, byte[] body, long nowNanos) {
        if (requestId.equals(id)) {
            localEvents++;
            event(body, nowNanos);
        }
    }

    private void event(byte[] body, long nowNanos) {
        if (eventNanos != null) {
            return;
        }
        MemberEventReader event = new MemberEventReader();
        if (event.read(body)) {
            eventNanos = nowNanos;
            long expected = accounts.stream().mapToLong(AccountSetHash::of).sum();
            if (!event.isRoom(roomId) || event.memberCount() != accounts.size() || event.membersHash() != expected) {
                troubles.add("the member event does not name the room and the two accounts");
            }
            notifyAll();
        }
    }

    @Override
    public synchronized void resolved(@Nullable String id, byte[] body, long nowNanos) {
        if (!requestId.equals(id)) {
            return;
        }
        JobResultReader result = new JobResultReader();
        if (result.read(body)) {
            if (!result.isOk()) {
                refuse("room-worker failed: " + result.error().text());
            }
            resultNanos = resultNanos == null ? Long.valueOf(nowNanos) : resultNanos;
            notifyAll();
        }
    }
}
