package io.loadgen.cli;

import io.loadgen.report.Format;
import io.loadgen.report.ReportFormats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The options of the command {@code run}, as the settings that they stand for. A setting by its full name passes as it is.
 *
 * @param settings in the form {@code --loadgen.name=value}
 * @param help whether only the usage is wanted
 */
record CommandLine(List<String> settings, boolean help) {
    static final String USAGE =
            """
            Usage: java -jar loadgen.jar run --spec=FILE [--report-dir=FOLDER] [--formats=LIST] [--SETTING=VALUE ...]

              --spec=FILE         the run, in the JSON of POST /api/v1/runs; - for standard input. It may also have
                                  "fixtureSpec", the JSON of POST /api/v1/fixtures, and "reset": true
              --report-dir=FOLDER where to write reports; without it there is only the text report on standard output
              --formats=LIST      of %s;
                                  json, text, html and junit by default
              --SETTING=VALUE     any setting by its full name, such as --loadgen.nats.url=nats://nats:4222

            Ends with 0 PASS (or no limits), 1 FAIL, 2 bad usage or specification, 3 INCONCLUSIVE, 4 aborted or failed.
            """.formatted(ReportFormats.ALL.stream().map(Format::name).collect(Collectors.joining(", ")));

    private static final Map<String, String> OPTIONS = Map.of(
            "spec", "loadgen.one-shot.spec",
            "report-dir", "loadgen.one-shot.report-dir",
            "formats", "loadgen.one-shot.formats");

    CommandLine {
        settings = List.copyOf(settings);
    }

    static CommandLine parse(List<String> arguments) throws UsageException {
        List<String> settings = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals("--help") || argument.equals("-h")) {
                return new CommandLine(List.of(), true);
            }
            String setting = setting(argument);
            String name = setting.substring(0, setting.indexOf('=') + 1);
            if (settings.stream().anyMatch(given -> given.startsWith(name))) {
                throw new UsageException(argument + " is given twice, or by two names");
            }
            settings.add(setting);
        }
        return new CommandLine(settings, false);
    }

    private static String setting(String argument) throws UsageException {
        int equals = argument.indexOf('=');
        if (!argument.startsWith("--") || equals < 0) {
            throw new UsageException(argument + " is not of the form --option=value");
        }
        String name = argument.substring(2, equals);
        String value = argument.substring(equals);
        if (OPTIONS.containsKey(name)) {
            return "--" + OPTIONS.get(name) + value;
        }
        if (!name.contains(".")) {
            throw new UsageException("there is no option --" + name
                    + "; accepted are --spec, --report-dir, --formats and settings by their full name");
        }
        return argument;
    }
}
