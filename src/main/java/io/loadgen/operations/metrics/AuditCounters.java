package io.loadgen.operations.metrics;

import io.loadgen.result.AuditFigure;
import io.loadgen.result.AuditResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;

/** What audits found, counted at the end of each run. Any thread. */
final class AuditCounters {
    private static final List<AuditFigure> OUTCOMES = List.of(
            AuditFigure.KEPT,
            AuditFigure.LOST,
            AuditFigure.DUPLICATE,
            AuditFigure.REFUSED_BUT_FOUND,
            AuditFigure.UNEXPECTED);

    private final MeterRegistry registry;

    /** Shows every outcome and status from the start, so that the first loss is seen as a rise. */
    AuditCounters(MeterRegistry registry) {
        this.registry = registry;
        OUTCOMES.forEach(outcome -> memberships(outcome, 0));
        for (AuditResult.Status status : AuditResult.Status.values()) {
            audits(status, 0);
        }
    }

    void add(AuditResult audit) {
        OUTCOMES.forEach(outcome -> memberships(outcome, audit.count(outcome)));
        audits(audit.status(), 1);
    }

    private void memberships(AuditFigure outcome, long count) {
        Counter.builder("loadgen.audited.memberships")
                .description("Memberships looked at after runs, by what was found")
                .tag("outcome", word(outcome))
                .register(registry)
                .increment((double) count);
    }

    private void audits(AuditResult.Status status, long count) {
        Counter.builder("loadgen.audits")
                .description("Audits, by how far they came")
                .tag("status", word(status))
                .register(registry)
                .increment((double) count);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
