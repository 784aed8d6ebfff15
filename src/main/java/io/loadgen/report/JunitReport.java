package io.loadgen.report;

import io.loadgen.result.RunReport;
import io.loadgen.result.RunState;
import io.loadgen.result.Verdict;
import io.loadgen.result.Verdict.LimitFinding;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a report as JUnit XML, as CI systems read it: a test case for the end of the run, one for its verdict, and one for each
 * limit. A limit of a run that decides nothing, and one that an aborted run has not broken yet, is skipped, never passed. Any
 * thread.
 */
public final class JunitReport extends ReportFormat.Text {
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

    JunitReport() {
        super("junit", "application/xml;charset=UTF-8", "junit.xml", "JUnit XML");
    }

    @Override
    String text(RunReport report) {
        return render(report);
    }

    /**
     * Writes a report.
     *
     * @param report the report
     * @return an XML document
     */
    public static String render(RunReport report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            write(xml, report, cases(report));
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("nothing can fail while writing to memory", e);
        }
        return text + "\n";
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

    private static void write(XMLStreamWriter xml, RunReport report, List<Case> cases) throws XMLStreamException {
        var figures = report.figures();
        double seconds = figures == null ? 0 : figures.measuredMillis() / 1e3;
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "loadgen " + report.spec().fixture());
        xml.writeAttribute("tests", Integer.toString(cases.size()));
        xml.writeAttribute("failures", count(cases, Outcome.FAILURE));
        xml.writeAttribute("errors", count(cases, Outcome.ERROR));
        xml.writeAttribute("skipped", count(cases, Outcome.SKIPPED));
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", seconds));
        xml.writeAttribute("timestamp", report.createdAt().toString());
        xml.writeAttribute("hostname", clean(report.environment().host()));
        xml.writeCharacters("\n  ");
        xml.writeStartElement("properties");
        property(xml, "runId", report.runId());
        property(xml, "scheduleHash", report.scheduleHash());
        property(xml, "contractVersion", report.environment().contractVersion());
        property(xml, "buildVersion", report.environment().buildVersion());
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
        for (Case each : cases) {
            write(xml, "loadgen." + report.spec().type(), each);
        }
        xml.writeCharacters("\n  ");
        xml.writeStartElement("system-out");
        xml.writeCharacters(clean("\n" + TextReport.render(report)));
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    private static String count(List<Case> cases, Outcome outcome) {
        return Long.toString(
                cases.stream().filter(each -> each.outcome() == outcome).count());
    }

    private static void property(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeEmptyElement("property");
        xml.writeAttribute("name", name);
        xml.writeAttribute("value", clean(value));
    }

    private static void write(XMLStreamWriter xml, String className, Case each) throws XMLStreamException {
        boolean passed = each.outcome() == Outcome.PASSED;
        xml.writeCharacters("\n  ");
        if (passed) {
            xml.writeEmptyElement("testcase");
        } else {
            xml.writeStartElement("testcase");
        }
        xml.writeAttribute("classname", className);
        xml.writeAttribute("name", clean(each.name()));
        if (!passed) {
            xml.writeCharacters("\n    ");
            xml.writeEmptyElement(each.outcome().element);
            xml.writeAttribute("message", clean(each.message()));
            xml.writeCharacters("\n  ");
            xml.writeEndElement();
        }
    }

    /** What the system under test says may hold characters that XML has no way to write. */
    private static String clean(String text) {
        return text.replaceAll("[^\\x09\\x0a\\x0d\\x20-\\ud7ff\\ue000-\\ufffd]", "?");
    }
}
