package io.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractOptionsTests {
    @Test
    void optionsStandForSettings() throws Exception {
        ContractOptions options =
                ContractOptions.parse(List.of("--contract=c", "--format=json", "--loadgen.nats.url=nats://nats:4222"));

        assertThat(options.settings()).containsExactly("--loadgen.contract=C", "--loadgen.nats.url=nats://nats:4222");
        assertThat(options.json()).isTrue();
        assertThat(ContractOptions.parse(List.of()).json()).isFalse();
        assertThat(ContractOptions.parse(List.of("-h")).help()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--contract=D|--contract must be A, B or C, was D",
                "--format=xml|--format must be table or json, was xml",
                "--spec=x|there is no option --spec; accepted are --contract, --format and settings by their full name",
                "contract|contract is not of the form --option=value"
            })
    void whatCannotBeAcceptedIsNamed(String argument, String message) {
        assertThatThrownBy(() -> ContractOptions.parse(List.of(argument)))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }
}
