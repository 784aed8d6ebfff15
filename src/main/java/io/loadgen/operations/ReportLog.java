package io.loadgen.operations;

import io.loadgen.reporting.Environment;
import io.loadgen.reporting.ReportBuilder;
import io.loadgen.reporting.TextReport;
import io.loadgen.runs.RunListener;
import io.loadgen.runs.RunRecord;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the text report of every run that measured something to the log as it ends, so that it outlives a service that was told
 * to end in the middle of a run.
 */
final class ReportLog implements RunListener {
    private static final Logger LOG = LoggerFactory.getLogger(ReportLog.class);

    private final Supplier<Environment> environment;

    ReportLog(Supplier<Environment> environment) {
        this.environment = environment;
    }

    @Override
    public void ended(RunRecord run) {
        if (run.result() != null) {
            LOG.info("Report\n\n{}", TextReport.render(ReportBuilder.build(run, environment.get())));
        }
    }
}
