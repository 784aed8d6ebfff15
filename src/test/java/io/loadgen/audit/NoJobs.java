package io.loadgen.audit;

import io.loadgen.injection.JobStream;
import io.loadgen.injection.StoredJob;
import java.util.Optional;

/** A stream that nobody wrote to. */
public final class NoJobs implements JobStream {
    @Override
    public long nextSequence() {
        return 1;
    }

    @Override
    public Optional<StoredJob> next(long fromSequence) {
        return Optional.empty();
    }
}
