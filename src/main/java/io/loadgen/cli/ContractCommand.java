package io.loadgen.cli;

import io.loadgen.application.ContractChecks;
import io.loadgen.application.Problem;
import io.loadgen.application.Refusals;
import io.loadgen.conformance.ContractReport;
import io.loadgen.conformance.ContractTable;
import io.loadgen.nats.NatsLink;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** The command {@code contract}: checks the platform's contract without HTTP; the outcome is the exit code of the process. */
public final class ContractCommand {
    /** The command's name. */
    public static final String COMMAND = "contract";

    private static final Logger LOG = LoggerFactory.getLogger(ContractCommand.class);

    /** Whoever begins with the process waits for its connection; why there is none is told by the check. */
    private static final Duration CONNECTING = Duration.ofSeconds(5);

    private final PrintStream out;
    private final PrintStream err;

    /**
     * Takes where to write.
     *
     * @param out for the report, and nothing else
     * @param err for what is wrong; the log goes to standard error, too
     */
    public ContractCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Carries the command out.
     *
     * @param arguments its options
     * @return how it ended
     */
    public ExitCode run(List<String> arguments) {
        try {
            ContractOptions options = ContractOptions.parse(arguments);
            if (options.help()) {
                out.print(ContractOptions.USAGE);
                return ExitCode.PASS;
            }
            return said(check(options));
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.print(ContractOptions.USAGE);
            return said(ExitCode.USAGE);
        }
    }

    private ExitCode check(ContractOptions options) throws UsageException {
        ConfigurableApplicationContext context;
        try {
            context = new SpringApplicationBuilder(ContractConfiguration.class)
                    .web(WebApplicationType.NONE)
                    .properties(Map.of("logging.config", "classpath:logback-one-shot.xml"))
                    .run(options.settings().toArray(String[]::new));
        } catch (RuntimeException e) {
            // Spring has logged what is wrong with which setting.
            LOG.debug("The settings cannot be used", e);
            throw new UsageException("the settings cannot be used: " + e.getMessage());
        }
        try (context) {
            context.getBean(NatsLink.class).awaitFirstConnection(CONNECTING);
            ContractReport report = context.getBean(ContractChecks.class).check(Optional.empty());
            out.print(
                    options.json()
                            ? context.getBean(JsonMapper.class)
                                            .writerWithDefaultPrettyPrinter()
                                            .writeValueAsString(report)
                                    + System.lineSeparator()
                            : ContractTable.of(report));
            out.flush();
            return ExitCode.of(report);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("it was interrupted");
            return ExitCode.BROKEN_OFF;
        } catch (RuntimeException e) {
            return refused(e);
        }
    }

    private ExitCode refused(RuntimeException failure) {
        Optional<Problem> refusal = Refusals.of(failure);
        if (refusal.isEmpty()) {
            LOG.error("The contract could not be checked", failure);
            err.println(failure);
            return ExitCode.BROKEN_OFF;
        }
        err.println(refusal.get().inWords());
        return ExitCode.of(refusal.get());
    }

    private ExitCode said(ExitCode code) {
        err.println("Ends with " + code.number() + ", " + code);
        return code;
    }
}
