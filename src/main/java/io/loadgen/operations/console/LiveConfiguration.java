package io.loadgen.operations.console;

import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.live.LiveEvent;
import io.loadgen.lifecycle.live.LiveFeed;
import io.loadgen.lifecycle.live.LiveLimits;
import java.io.Console;
import java.io.PrintStream;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How runs are watched while they go on: one feed, shared by everybody who follows. */
@Configuration(proxyBeanMethods = false)
class LiveConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConfiguration.class);

    @Bean
    LiveFeed liveFeed() {
        return new LiveFeed(InstantSource.system());
    }

    @Bean
    LiveLimits liveLimits(LiveProperties properties) {
        return new LiveLimits(properties.clients(), properties.heartbeat());
    }

    @Bean
    LiveTicker liveTicker(RunManager runs, LiveFeed feed) {
        return new LiveTicker(runs, feed);
    }

    @Bean
    ConsoleProgress consoleProgress(LiveFeed feed, LiveProperties properties) {
        return new ConsoleProgress(feed, display(properties, isTerminal()));
    }

    static ProgressDisplay display(LiveProperties properties, boolean onTerminal) {
        return switch (properties.console()) {
            case AUTO -> onTerminal ? line() : new ProgressLog(properties.consoleInterval());
            case LINE -> line();
            case LOG -> new ProgressLog(properties.consoleInterval());
            case OFF -> new NoDisplay();
        };
    }

    /** From now on all output of this process, the log included, goes past the line. */
    private static ProgressDisplay line() {
        PrintStream terminal = System.out;
        TerminalLine line = new TerminalLine(terminal);
        System.setOut(line.stream());
        LOG.debug("Progress is shown on the last line of the terminal");
        return new ProgressLine(line);
    }

    @SuppressWarnings(
            "SystemConsoleNull") // null all the same where there is no terminal, unless a JVM option asks for one
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    }

    /** Shows nothing. */
    private record NoDisplay() implements ProgressDisplay {
        @Override
        public void show(LiveEvent event) {
            // By request.
        }

        @Override
        public void close() {
            // Nothing to take away.
        }
    }
}
