package io.loadgen.operations.console;

import io.loadgen.lifecycle.live.LiveEvent;

/** Progress as one line of a terminal, below the log, written anew with each snapshot and gone when the run is over. */
final class ProgressLine implements ProgressDisplay {
    private final TerminalLine line;

    ProgressLine(TerminalLine line) {
        this.line = line;
    }

    @Override
    public void show(LiveEvent event) {
        switch (event) {
            case LiveEvent.Snapshot snapshot ->
                line.show(snapshot.snapshot().runId() + "  " + ProgressText.of(snapshot.snapshot()));
            case LiveEvent.Entered entered -> line.show(entered.runId() + "  " + entered.state());
            case LiveEvent.Searched searched ->
                line.show(searched.runId() + "  " + searched.found().words());
            case LiveEvent.Rehearsed rehearsed -> line.show(rehearsed.runId() + "  rehearsed");
            case LiveEvent.Ended ended -> line.clear();
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
