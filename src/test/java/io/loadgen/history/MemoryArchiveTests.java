package io.loadgen.history;

class MemoryArchiveTests extends RunArchiveContract {
    private final MemoryArchive archive = new MemoryArchive();

    @Override
    protected RunArchive archive() {
        return archive;
    }
}
