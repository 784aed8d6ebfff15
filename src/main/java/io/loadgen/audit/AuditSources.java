package io.loadgen.audit;

import io.loadgen.fixtures.MembershipReader;
import io.loadgen.injection.JobStream;
import java.time.Duration;

/**
 * Where audits look, and for how long.
 *
 * @param members the rooms
 * @param jobs the stream of canonical jobs
 * @param timeout the longest that an audit may take, above zero
 */
public record AuditSources(MembershipReader members, JobStream jobs, Duration timeout) {
    /** Checks the timeout. */
    public AuditSources {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout must be above 0s, was " + timeout);
        }
    }
}
