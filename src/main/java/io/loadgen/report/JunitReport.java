package io.loadgen.report;

import io.loadgen.result.RunReport;
import io.loadgen.result.RunState;
import io.loadgen.result.Verdict;
import io.loadgen.result.Verdict.LimitFinding;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Writes a report as JUnit XML, as CI systems read it: a test case for the end of the run, one for its verdict, and one for each
 * limit. A limit of a run that decides nothing, and one that an aborted run has not broken yet, is skipped, never passed.
 *
 * <p>There is no one schema; what is written is valid by the strict one of Ant's task and by the lenient one of Jenkins's xUnit plugin.
 * Hence what seems idle: a time of each case, an empty {@code system-err}, and a moment without its zone, which is UTC.
 *
 * <p>Any thread.
 */
public final class JunitReport {
    private static final String PROLOG = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    private static final DateTimeFormatter UTC_SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    /** Where the host is not known, as the schema wants it. */
    private static final String UNKNOWN_HOST = "localhost";

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

    /** What was tried; its type is the word that the report has for how it ended. */
    private record Case(String name, Outcome outcome, String type, String message) {}

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
        String seconds = seconds(figures == null ? 0 : figures.measuredMillis());
        String className = "loadgen." + report.spec().type();
        open(
                xml,
                "loadgen " + report.spec().fixture(),
                cases,
                seconds,
                report.createdAt(),
                report.environment().host());
        property(xml, "runId", report.runId());
        property(xml, "createdAt", report.createdAt().toString());
        property(xml, "scheduleHash", report.scheduleHash());
        property(xml, "contractVersion", report.environment().contractVersion());
        property(xml, "buildVersion", report.environment().buildVersion());
        xml.text("\n  ").close();
        // The run took the time; what is judged of it took none.
        write(xml, className, cases.getFirst(), seconds);
        cases.stream().skip(1).forEach(each -> write(xml, className, each, seconds(0)));
        return closed(xml, "\n" + ReportFormats.TEXT.render(report));
    }

    /**
     * Writes of a run that could not begin.
     *
     * @param failure why it could not
     * @param at when that was
     * @return an XML document with one case, which is an error
     */
    static String renderFailure(String failure, Instant at) {
        MarkupWriter xml = new MarkupWriter();
        Case run = new Case("run", Outcome.ERROR, RunState.FAILED.name(), "the run could not begin: " + failure);
        open(xml, "loadgen", List.of(run), seconds(0), at, UNKNOWN_HOST);
        xml.close();
        write(xml, "loadgen", run, seconds(0));
        return closed(xml, "");
    }

    /** Begins the suite and its properties. */
    private static void open(MarkupWriter xml, String name, List<Case> cases, String seconds, Instant at, String host) {
        xml.open(
                "testsuite",
                "name",
                name,
                "tests",
                Integer.toString(cases.size()),
                "failures",
                count(cases, Outcome.FAILURE),
                "errors",
                count(cases, Outcome.ERROR),
                "skipped",
                count(cases, Outcome.SKIPPED),
                "time",
                seconds,
                "timestamp",
                UTC_SECONDS.format(at),
                "hostname",
                host.isBlank() ? UNKNOWN_HOST : host);
        xml.text("\n  ").open("properties");
    }

    private static String closed(MarkupWriter xml, String out) {
        xml.text("\n  ").leaf("system-out", out);
        xml.text("\n  ").empty("system-err");
        xml.text("\n").closeLine();
        return xml.document(PROLOG);
    }

    private static String seconds(double millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1e3);
    }

    private static List<Case> cases(RunReport report) {
        List<Case> cases = new ArrayList<>();
        String failure = Objects.requireNonNullElse(report.failure(), "");
        cases.add(new Case(
                "run",
                BROKEN_OFF.contains(report.state()) ? Outcome.ERROR : Outcome.PASSED,
                report.state().name(),
                "the run is " + report.state() + (failure.isEmpty() ? "" : ": " + failure)));
        Verdict verdict = report.verdict();
        cases.add(
                verdict == null
                        ? new Case("verdict", Outcome.ERROR, report.state().name(), "nothing was measured")
                        : new Case(
                                "verdict",
                                outcome(verdict),
                                verdict.decision().name(),
                                String.join("; ", verdict.reasons())));
        boolean decides = verdict != null && verdict.decision() != Verdict.Decision.INCONCLUSIVE;
        for (LimitFinding finding : Objects.requireNonNullElse(report.limits(), List.<LimitFinding>of())) {
            cases.add(
                    decides
                            ? new Case(
                                    finding.name(),
                                    outcome(report.state(), finding),
                                    finding.outcome().name(),
                                    finding.sentence())
                            : new Case(
                                    finding.name(),
                                    Outcome.SKIPPED,
                                    finding.outcome().name(),
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

    private static void write(MarkupWriter xml, String className, Case each, String seconds) {
        String[] attributes = {"classname", className, "name", each.name(), "time", seconds};
        xml.text("\n  ");
        if (each.outcome() == Outcome.PASSED) {
            xml.empty("testcase", attributes);
            return;
        }
        xml.open("testcase", attributes).text("\n    ");
        if (each.outcome() == Outcome.SKIPPED) {
            xml.empty(each.outcome().element, "message", each.message());
        } else {
            xml.empty(each.outcome().element, "type", each.type(), "message", each.message());
        }
        xml.text("\n  ").close();
    }
}
