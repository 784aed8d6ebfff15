package io.loadgen.cli;

import io.loadgen.application.NotProvisionedException;
import io.loadgen.application.Problem;
import io.loadgen.application.Refusals;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The command {@code run}: one run without HTTP, whose end is the exit code of the process. */
public final class OneShot {
    /** The command's name. */
    public static final String COMMAND = "run";

    private static final Logger LOG = LoggerFactory.getLogger(OneShot.class);

    private final PrintStream out;
    private final PrintStream err;

    /**
     * Takes where to write.
     *
     * @param out for the text report, and nothing else
     * @param err for what is wrong; the log goes to standard error, too
     */
    public OneShot(PrintStream out, PrintStream err) {
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
            CommandLine line = CommandLine.parse(arguments);
            if (line.help()) {
                out.print(CommandLine.USAGE);
                return ExitCode.PASS;
            }
            return run(line);
        } catch (UsageException e) {
            return usage(e);
        }
    }

    private ExitCode run(CommandLine line) {
        ConfigurableApplicationContext context;
        try {
            context = new SpringApplicationBuilder(OneShotConfiguration.class)
                    .web(WebApplicationType.NONE)
                    // The run ends before what it needs does; see StopOnSignal.
                    .registerShutdownHook(false)
                    .properties(Map.of("logging.config", "classpath:logback-one-shot.xml"))
                    .run(line.settings().toArray(String[]::new));
        } catch (RuntimeException e) {
            // Spring has logged what is wrong with which setting.
            LOG.debug("The settings cannot be used", e);
            return ExitCode.USAGE;
        }
        OneShotRun run = context.getBean(OneShotRun.class);
        // Closed in the reverse order: the process may end when everything else has.
        StopOnSignal signals = new StopOnSignal(run::stop);
        try (signals;
                context) {
            return carryOut(run);
        }
    }

    private ExitCode carryOut(OneShotRun run) {
        try {
            return run.carryOut(out);
        } catch (UsageException e) {
            return usage(e);
        } catch (IOException e) {
            err.println("The reports cannot be written: " + e);
            return ExitCode.BROKEN_OFF;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.BROKEN_OFF;
        } catch (NotProvisionedException e) {
            err.println(e.getMessage());
            return ExitCode.BROKEN_OFF;
        } catch (RuntimeException e) {
            return refused(e);
        }
    }

    private ExitCode refused(RuntimeException failure) {
        Optional<Problem> refusal = Refusals.of(failure);
        if (refusal.isEmpty()) {
            LOG.error("The run could not be carried out", failure);
            return ExitCode.BROKEN_OFF;
        }
        err.println(refusal.get().inWords());
        return refusal.get().ofTheRequest() ? ExitCode.USAGE : ExitCode.BROKEN_OFF;
    }

    private ExitCode usage(UsageException e) {
        err.println(e.getMessage());
        err.print(CommandLine.USAGE);
        return ExitCode.USAGE;
    }
}
