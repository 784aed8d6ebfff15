package io.loadgen.report;

import io.loadgen.result.RunReport;
import io.loadgen.result.RunState;
import io.loadgen.result.Verdict;
import io.loadgen.result.Verdict.LimitFinding;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Writes a report as JUnit XML, as CI systems read it: a test case for the end of the run, one for its verdict, and one for each
 * limit. A limit of a run that decides nothing, and one that an aborted run has not broken yet, is skipped, never passed. Any
 * thread.
 */
public final class JunitReport {
    private static final Set<RunState> BROKEN_OFF = EnumSet.of(RunState.FAILED, RunState.ABORTED, RunState.INTERRUPTED);

    /** How a case ended; with the element that says so, except for a pass. */
    private enum Outcome {
        PASSED(""),
        FAILURE("failure"),
        ERROR("error"),
        SKIPPED("skipped");

        private final String element;

        Outcome(String element) {
            this.element = element;
        }
    }

    private record Case(String name, Outcome outcome, String message) {}

    private JunitReport() {}

    /**
     * Writes a report.
     *
     * @param report the report
     * @return an XML document
     */
    public static String render(RunReport report) {
        MarkupWriter xml = new MarkupWriter();
        List<Case> cases = cases(report);
        var figures = report.figures();
        double seconds = figures == null ? 0 : figures.measuredMillis() / 1e3;
        xml.open(
                "testsuite",
                "name",
                "loadgen " + report.spec().fixture(),
                "tests",
                Integer.toString(cases.size()),
                "failures",
                count(cases, Outcome.FAILURE),
                "errors",
                count(cases, Outcome.ERROR),
                "skipped",
                count(cases, Outcome.SKIPPED),
                "time",
                String.format(Locale.ROOT, "%.3f", seconds),
                "timestamp",
                report.createdAt().toString(),
                "hostname",
                report.environment().host());
        xml.text("\n  ").open("properties");
        property(xml, "runId", report.runId());
        property(xml, "scheduleHash", report.scheduleHash());
        property(xml, "contractVersion", report.environment().contractVersion());
        property(xml, "buildVersion", report.environment().buildVersion());
        xml.text("\n  ").close();
        cases.forEach(each -> write(xml, "loadgen." + report.spec().type(), each));
        xml.text("\n  ").leaf("system-out", "\n" + ReportFormats.TEXT.render(report));
        xml.text("\n").closeLine();
        return xml.document("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    }

    /**
     * Writes of a run that could not begin.
     *
     * @param failure why it could not
     * @return an XML document with one case, which is an error
     */
    static String renderFailure(String failure) {
        MarkupWriter xml = new MarkupWriter();
        xml.open("testsuite", "name", "loadgen", "tests", "1", "failures", "0", "errors", "1", "skipped", "0");
        write(xml, "loadgen", new Case("run", Outcome.ERROR, "the run could not begin: " + failure));
        xml.text("\n").closeLine();
        return xml.document("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    }

    private static List<Case> cases(RunReport report) {
        List<Case> cases = new ArrayList<>();
        String failure = Objects.requireNonNullElse(report.failure(), "");
        cases.add(new Case(
                "run",
                BROKEN_OFF.contains(report.state()) ? Outcome.ERROR : Outcome.PASSED,
                "the run is " + report.state() + (failure.isEmpty() ? "" : ": " + failure)));
        Verdict verdict = report.verdict();
        cases.add(
                verdict == null
                        ? new Case("verdict", Outcome.ERROR, "nothing was measured")
                        : new Case("verdict", outcome(verdict), String.join("; ", verdict.reasons())));
        boolean decides = verdict != null && verdict.decision() != Verdict.Decision.INCONCLUSIVE;
        for (LimitFinding finding : Objects.requireNonNullElse(report.limits(), List.<LimitFinding>of())) {
            cases.add(
                    decides
                            ? new Case(finding.name(), outcome(report.state(), finding), finding.sentence())
                            : new Case(
                                    finding.name(),
                                    Outcome.SKIPPED,
                                    "the run is INCONCLUSIVE, see verdict; " + finding.sentence()));
        }
        return cases;
    }

    private static Outcome outcome(Verdict verdict) {
        return switch (verdict.decision()) {
            case PASS, NONE -> Outcome.PASSED;
            case FAIL -> Outcome.FAILURE;
            case INCONCLUSIVE -> Outcome.ERROR;
        };
    }

    private static Outcome outcome(RunState state, LimitFinding finding) {
        return switch (finding.outcome()) {
            case KEPT -> state == RunState.ABORTED ? Outcome.SKIPPED : Outcome.PASSED;
            case BROKEN -> Outcome.FAILURE;
            case UNDECIDABLE -> Outcome.SKIPPED;
        };
    }

    private static String count(List<Case> cases, Outcome outcome) {
        return Long.toString(
                cases.stream().filter(each -> each.outcome() == outcome).count());
    }

    private static void property(MarkupWriter xml, String name, String value) {
        xml.text("\n    ").empty("property", "name", name, "value", value);
    }

    private static void write(MarkupWriter xml, String className, Case each) {
        xml.text("\n  ");
        if (each.outcome() == Outcome.PASSED) {
            xml.empty("testcase", "classname", className, "name", each.name());
        } else {
            xml.open("testcase", "classname", className, "name", each.name());
            xml.text("\n    ").empty(each.outcome().element, "message", each.message());
            xml.text("\n  ").close();
        }
    }
}
