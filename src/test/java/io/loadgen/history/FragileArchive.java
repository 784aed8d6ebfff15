package io.loadgen.history;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** An archive in memory that can be away or refuse a run, and that counts how often it was asked meanwhile. */
final class FragileArchive implements RunArchive {
    final MemoryArchive kept = new MemoryArchive();
    final AtomicInteger refusals = new AtomicInteger();
    volatile boolean away;
    volatile String refused = "";

    private MemoryArchive there() {
        if (away) {
            refusals.incrementAndGet();
            throw new ArchiveUnavailableException("the database is down");
        }
        return kept;
    }

    @Override
    public void save(RunSummary run) {
        if (run.runId().equals(refused)) {
            throw new IllegalStateException("too large for one document");
        }
        there().save(run);
    }

    @Override
    public Optional<RunSummary> find(String runId) {
        return there().find(runId);
    }

    @Override
    public List<RunSummary> list(Set<String> without, int offset, int limit) {
        return there().list(without, offset, limit);
    }

    @Override
    public List<RunSummary> ofSeries(String series, Set<String> without, int limit) {
        return there().ofSeries(series, without, limit);
    }

    @Override
    public long count(Set<String> without) {
        return there().count(without);
    }

    @Override
    public List<RunSummary> createdBefore(Instant moment, Set<String> without, int limit) {
        return there().createdBefore(moment, without, limit);
    }

    @Override
    public List<RunSummary> unfinished() {
        return there().unfinished();
    }

    @Override
    public void delete(String runId) {
        there().delete(runId);
    }

    @Override
    public void putPart(String runId, String name, byte[] content) {
        there().putPart(runId, name, content);
    }

    @Override
    public Optional<byte[]> part(String runId, String name) {
        return there().part(runId, name);
    }

    @Override
    public List<String> partNames(String runId) {
        return there().partNames(runId);
    }

    @Override
    public void deleteParts(String runId, Collection<String> names) {
        there().deleteParts(runId, names);
    }

    @Override
    public void check() {
        there().check();
    }
}
