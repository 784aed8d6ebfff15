package io.loadgen.mongo;

import io.loadgen.fixtures.ProgressListener;
import io.loadgen.fixtures.SeedPhase;
import io.loadgen.fixtures.SeedProgress;

/** Adds up what parallel batches did and passes it on, one call at a time and never falling. Any thread. */
final class ProgressTally {
    private final ProgressListener listener;
    private final long totalDocuments;
    private long documents;

    ProgressTally(ProgressListener listener, long totalDocuments) {
        this.listener = listener;
        this.totalDocuments = totalDocuments;
    }

    synchronized void add(SeedPhase phase, long more) {
        documents += more;
        listener.progressed(new SeedProgress(phase, documents, Math.max(documents, totalDocuments)));
    }
}
