package io.loadgen.cli;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of a one-shot run, {@code loadgen.one-shot.*}. The service does not read them.
 *
 * @param spec the file with the run; {@code -} for standard input
 * @param reportDir where reports are written, empty for nowhere
 * @param formats in which formats, by the names of the API
 * @param fixtureTimeout the longest that seeding or refilling the fixture set may take
 */
@ConfigurationProperties("loadgen.one-shot")
public record OneShotProperties(
        @DefaultValue("") String spec,
        @DefaultValue("") String reportDir,
        @DefaultValue({"json", "text", "html", "junit"}) List<String> formats,
        @DefaultValue("30m") Duration fixtureTimeout) {
    /** Takes a copy. */
    public OneShotProperties {
        formats = List.copyOf(formats);
        if (!fixtureTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "loadgen.one-shot.fixture-timeout must be above 0, was " + fixtureTimeout);
        }
    }
}
