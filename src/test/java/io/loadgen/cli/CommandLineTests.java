package io.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.report.ReportFormats;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTests {
    @Test
    void optionsAreShortNamesOfSettings() throws UsageException {
        CommandLine line = CommandLine.parse(
                List.of("--spec=run.json", "--report-dir=out", "--formats=json,text", "--loadgen.nats.url=nats://a=b"));

        assertThat(line.settings())
                .containsExactly(
                        "--loadgen.one-shot.spec=run.json",
                        "--loadgen.one-shot.report-dir=out",
                        "--loadgen.one-shot.formats=json,text",
                        "--loadgen.nats.url=nats://a=b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.json", "--spec", "-spec=run.json", "--sepc=run.json"})
    void whatIsNoOptionIsRefusedByName(String argument) {
        assertThatThrownBy(() -> CommandLine.parse(List.of(argument)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(argument.split("=", -1)[0]);
    }

    @Test
    void whatIsGivenTwiceIsRefused() {
        assertThatThrownBy(() -> CommandLine.parse(List.of("--spec=a", "--loadgen.one-shot.spec=b")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--loadgen.one-shot.spec=b is given twice");
    }

    @Test
    void helpGoesBeforeEverythingElse() throws UsageException {
        assertThat(CommandLine.parse(List.of("--spec=a", "--help")).help()).isTrue();
    }

    @Test
    void everyFormatIsInTheUsage() {
        assertThat(ReportFormats.ALL)
                .allSatisfy(format -> assertThat(CommandLine.USAGE).contains(format.name()));
    }
}
