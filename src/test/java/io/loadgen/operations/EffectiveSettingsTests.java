package io.loadgen.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EffectiveSettingsTests {
    @Test
    void everySettingIsReportedOrIsASecret() {
        Stream<String> names = names("loadgen", LoadgenProperties.class);

        assertThat(Stream.concat(
                        EffectiveSettings.of(bound(Map.of())).keySet().stream(), EffectiveSettings.SECRETS.stream()))
                .containsExactlyInAnyOrderElementsOf(names.toList());
    }

    @Test
    void noSecretIsReported() {
        Map<String, String> settings = EffectiveSettings.of(bound(Map.of(
                "loadgen.nats.url", "nats://me:pa:ss@one:4222,me:pa:ss@two:4222,nats://three:4222",
                "loadgen.mongo.uri", "mongodb://root:hidden@db",
                "loadgen.mongo.username", "secretive",
                "loadgen.mongo.password", "hidden")));
        Map<String, String> others = EffectiveSettings.of(
                bound(Map.of("loadgen.nats.username", "secretive", "loadgen.nats.password", "hidden")));
        Map<String, String> byFile =
                EffectiveSettings.of(bound(Map.of("loadgen.nats.credentials-file", "/secret/creds")));

        assertThat(settings).containsEntry("loadgen.nats.url", "nats://one:4222,nats://two:4222,nats://three:4222");
        assertThat(settings.toString()).doesNotContain("pa:ss", "me:", "hidden", "secretive");
        assertThat(byFile.toString()).doesNotContain("creds");
        assertThat(others.toString()).doesNotContain("hidden", "secretive");
    }

    private static LoadgenProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("loadgen", LoadgenProperties.class);
    }

    private static Stream<String> names(String prefix, Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).flatMap(component -> names(prefix, component));
    }

    private static Stream<String> names(String prefix, RecordComponent component) {
        String name =
                prefix + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return component.getType().isRecord() ? names(name, component.getType()) : Stream.of(name);
    }
}
