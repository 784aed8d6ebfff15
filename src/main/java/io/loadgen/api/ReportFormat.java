package io.loadgen.api;

import io.loadgen.reporting.JsonReport;
import io.loadgen.reporting.RunReport;
import io.loadgen.reporting.SamplesCsv;
import io.loadgen.reporting.TextReport;
import io.loadgen.reporting.TimelineCsv;
import io.loadgen.runs.CapacitySpec;
import io.loadgen.runs.RunSpec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** The formats that a report is offered in, the preferred one first. */
enum ReportFormat {
    /** Every figure, for programs. */
    JSON("json", MediaType.APPLICATION_JSON_VALUE),
    /** For people. */
    TEXT("text", MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8"),
    /** The time line, one row a second. */
    CSV("csv", "text/csv;charset=UTF-8"),
    /** The single adds of a capacity run, one row each. Only by its name: {@code text/csv} means the time line. */
    SAMPLES("samples.csv", "text/csv;charset=UTF-8");

    private final String symbol;
    private final String mediaType;

    ReportFormat(String symbol, String mediaType) {
        this.symbol = symbol;
        this.mediaType = mediaType;
    }

    MediaType mediaType() {
        return MediaType.parseMediaType(mediaType);
    }

    /** Refuses a run that has nothing to show in this format. */
    void requireFor(RunSpec spec) {
        if (this == SAMPLES && !(spec instanceof CapacitySpec)) {
            throw new ProblemException(ProblemType.INVALID_FIELD.at(
                    "format", symbol, "one of json, text, csv for a run that is no capacity run"));
        }
    }

    byte[] render(RunReport report) {
        String text = switch (this) {
            case JSON -> JsonReport.render(report);
            case TEXT -> TextReport.render(report);
            case CSV -> TimelineCsv.render(report);
            case SAMPLES -> SamplesCsv.render(report);
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The format of a name, as in {@code ?format=}. */
    static ReportFormat named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.symbol.equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.INVALID_FIELD.at(
                        "format",
                        name,
                        "one of "
                                + Arrays.stream(values())
                                        .map(format -> format.symbol)
                                        .collect(Collectors.joining(", ")))));
    }

    /** The format that an {@code Accept} header prefers. */
    static ReportFormat accepted(String accept) {
        List<MediaType> wanted;
        try {
            wanted = MediaType.parseMediaTypes(accept);
        } catch (InvalidMediaTypeException e) {
            throw notAcceptable(accept);
        }
        MimeTypeUtils.sortBySpecificity(wanted);
        wanted.sort((one, other) -> Double.compare(other.getQualityValue(), one.getQualityValue()));
        for (MediaType type : wanted) {
            Optional<ReportFormat> match = Arrays.stream(values())
                    .filter(format -> type.getQualityValue() > 0
                            && type.includes(format.mediaType().removeQualityValue()))
                    .findFirst();
            if (match.isPresent()) {
                return match.get();
            }
        }
        throw notAcceptable(accept);
    }

    private static ProblemException notAcceptable(String accept) {
        return new ProblemException(ProblemType.NOT_ACCEPTABLE.at(
                "Accept",
                accept,
                Arrays.stream(values())
                        .map(format -> format.mediaType().getType() + "/"
                                + format.mediaType().getSubtype())
                        .distinct()
                        .collect(Collectors.joining(", "))));
    }
}
