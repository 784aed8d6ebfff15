package io.loadgen.engine;

import io.loadgen.audit.AuditSources;
import io.loadgen.audit.NoJobs;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.MembershipReader;
import io.loadgen.fixtures.RoomMembership;
import java.time.Duration;
import java.util.List;

/** The echo stores nothing, so there is nothing to audit: the time for it is up before it begins. Its log is kept all the same. */
final class NoAudit implements MembershipReader {
    static final AuditSources SOURCES = new AuditSources(new NoAudit(), new NoJobs(), Duration.ofNanos(1));

    private NoAudit() {}

    @Override
    public List<RoomMembership> read(FixturePlan plan, int firstRoom, int endRoom) {
        throw new UnsupportedOperationException("the echo stores nothing");
    }
}
