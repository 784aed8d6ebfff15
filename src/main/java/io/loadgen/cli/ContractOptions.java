package io.loadgen.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The options of the command {@code contract}.
 *
 * @param settings in the form {@code --loadgen.name=value}
 * @param json whether the report is printed as JSON rather than as a table
 * @param help whether only the usage is wanted
 */
record ContractOptions(List<String> settings, boolean json, boolean help) {
    static final String USAGE = """
            Usage: java -jar loadgen.jar contract [--contract=A|B|C] [--format=table|json] [--SETTING=VALUE ...]

              --contract=VERSION  the contract that the platform is expected to keep; the one that is seen by default
              --format=FORMAT     of the report on standard output, table by default
              --SETTING=VALUE     any setting by its full name, such as --loadgen.nats.url=nats://nats:4222

            Ends with 0 every rule is kept, 1 a rule differs, 2 bad usage, 4 the contract cannot be checked now, 5 every rule is
            kept and there are fields that no contract knows.
            """;

    private static final Set<String> VERSIONS = Set.of("A", "B", "C");

    ContractOptions {
        settings = List.copyOf(settings);
    }

    static ContractOptions parse(List<String> arguments) throws UsageException {
        List<String> settings = new ArrayList<>();
        boolean json = false;
        for (String argument : arguments) {
            if (argument.equals("--help") || argument.equals("-h")) {
                return new ContractOptions(List.of(), false, true);
            }
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0) {
                throw new UsageException(argument + " is not of the form --option=value");
            }
            String name = argument.substring(2, equals);
            String value = argument.substring(equals + 1);
            switch (name) {
                case "contract" -> settings.add("--loadgen.contract=" + version(value));
                case "format" -> json = isJson(value);
                default -> {
                    if (!name.contains(".")) {
                        throw new UsageException("there is no option --" + name
                                + "; accepted are --contract, --format and settings by their full name");
                    }
                    settings.add(argument);
                }
            }
        }
        return new ContractOptions(settings, json, false);
    }

    private static String version(String value) throws UsageException {
        String version = value.toUpperCase(Locale.ROOT);
        if (!VERSIONS.contains(version)) {
            throw new UsageException("--contract must be A, B or C, was " + value);
        }
        return version;
    }

    private static boolean isJson(String value) throws UsageException {
        return switch (value) {
            case "json" -> true;
            case "table" -> false;
            default -> throw new UsageException("--format must be table or json, was " + value);
        };
    }
}
