package io.loadgen.cli;

import io.loadgen.application.NotProvisionedException;
import io.loadgen.application.Problem;
import io.loadgen.application.Refusals;
import io.loadgen.spec.InvalidSpecException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/** The command {@code run}: one run without HTTP, whose end is the exit code of the process. */
public final class OneShot {
    /** The command's name. */
    public static final String COMMAND = "run";

    private static final Logger LOG = LoggerFactory.getLogger(OneShot.class);

    private final PrintStream out;
    private final PrintStream err;
    private ReportFiles files = ReportFiles.NONE;

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
                    .listeners((ApplicationListener<ApplicationEnvironmentPreparedEvent>) this::settingsRead)
                    .run(line.settings().toArray(String[]::new));
        } catch (RuntimeException e) {
            // Spring has logged what is wrong with which setting.
            LOG.debug("The settings cannot be used", e);
            return cannotBegin(ExitCode.USAGE, "the settings cannot be used: " + rootMessage(e));
        }
        OneShotRun run = context.getBean(OneShotRun.class);
        // Closed in the reverse order: the process may end when everything else has.
        StopOnSignal signals = new StopOnSignal(run::stop);
        try (signals;
                context) {
            return carryOut(run);
        }
    }

    /** As soon as it is known where reports go, nothing of an earlier run is there any more: not even a start that fails leaves it. */
    private void settingsRead(ApplicationEnvironmentPreparedEvent event) {
        OneShotProperties properties =
                Binder.get(event.getEnvironment()).bindOrCreate("loadgen.one-shot", OneShotProperties.class);
        try {
            // Where the formats asked for are not known, a failure is told in every one that can.
            files = ReportFiles.allOf(properties.reportDir());
            files.removeOld();
            files = ReportFiles.of(properties);
        } catch (IOException e) {
            throw new UncheckedIOException("old reports in " + properties.reportDir() + " cannot be removed", e);
        } catch (InvalidSpecException unknownFormat) {
            // Told when the run is read, as every other fault of it.
            LOG.debug("Not all formats are known", unknownFormat);
        }
    }

    private ExitCode carryOut(OneShotRun run) {
        try {
            Optional<ExitCode> end = run.carryOut(out);
            return end.isPresent()
                    ? said(end.get())
                    : cannotBegin(ExitCode.BROKEN_OFF, "it was stopped before it began");
        } catch (UsageException e) {
            return usage(e);
        } catch (IOException e) {
            err.println("The reports cannot be written: " + e);
            return said(ExitCode.BROKEN_OFF);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return cannotBegin(ExitCode.BROKEN_OFF, "it was interrupted");
        } catch (NotProvisionedException e) {
            return cannotBegin(ExitCode.BROKEN_OFF, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return refused(e);
        }
    }

    private ExitCode refused(RuntimeException failure) {
        Optional<Problem> refusal = Refusals.of(failure);
        if (refusal.isEmpty()) {
            LOG.error("The run could not be carried out", failure);
            return cannotBegin(ExitCode.BROKEN_OFF, rootMessage(failure));
        }
        return cannotBegin(ExitCode.of(refusal.get()), refusal.get().inWords());
    }

    private ExitCode usage(UsageException e) {
        ExitCode code = cannotBegin(ExitCode.USAGE, String.valueOf(e.getMessage()));
        err.print(CommandLine.USAGE);
        return code;
    }

    /** Says why there is no report, on standard error and where the report would be. */
    private ExitCode cannotBegin(ExitCode code, String why) {
        err.println(why);
        try {
            files.writeFailure(why);
        } catch (IOException e) {
            err.println("this cannot be written to the folder of reports either: " + e);
        }
        return said(code);
    }

    private ExitCode said(ExitCode code) {
        err.println("Ends with " + code.number() + ", " + code);
        return code;
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    }
}
