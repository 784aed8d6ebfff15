package io.loadgen.operations;

import io.loadgen.history.RunHistory;
import io.loadgen.lifecycle.RunEvent;
import io.loadgen.lifecycle.RunListener;
import io.loadgen.report.ReportFormats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the text report of every run that measured something to the log as it ends, so that it outlives a service that was told
 * to end in the middle of a run.
 */
final class ReportLog implements RunListener {
    private static final Logger LOG = LoggerFactory.getLogger(ReportLog.class);

    private final RunHistory history;

    ReportLog(RunHistory history) {
        this.history = history;
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.Ended ended && ended.run().result() != null) {
            LOG.info("Report\n\n{}", ReportFormats.TEXT.render(history.reportOf(ended.run())));
        }
    }
}
