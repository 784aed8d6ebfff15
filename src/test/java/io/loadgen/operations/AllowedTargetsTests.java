package io.loadgen.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.injection.TargetPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What may be loaded, held against what is configured. */
class AllowedTargetsTests {
    @Test
    void emptyListsAllowWhateverIsConfigured() {
        assertThat(permit(Map.of("loadgen.nats.url", "nats://anywhere:4222")).isGranted())
                .isTrue();
        assertThat(permit(Map.of("loadgen.allowed.nats-hosts", "")).isGranted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nats://nats-1:4222                      | nats-1                | true
            nats://nats-1:4222,nats-2:4222          | nats-1,nats-2         | true
            nats://nats-1:4222,nats-3:4222          | nats-1,nats-2         | false
            tls://user:pass@NATS.staging.example    | nats.staging.example  | true
            nats.staging.example                    | *.staging.example     | true
            nats.staging.example                    | *.example:4222        | true
            nats.staging.example:4223               | *.example:4222        | false
            staging.example                         | *.staging.example     | false
            notstaging.example                      | *.staging.example     | false
            nats://[::1]:4222                       | [::1]                 | true
            nats://nats-1:4222                      | nats-1:4223           | false
            nats://nats-1.evil                      | nats-1                | false
            nats://production:4222/@nats-1          | nats-1                | false
            nats://nats-1:4222/@production          | nats-1                | true
            """)
    void aNatsServerIsFoundOnItsListOrNot(String url, String list, boolean granted) {
        assertThat(permit(Map.of("loadgen.nats.url", url, "loadgen.allowed.nats-hosts", list))
                        .isGranted())
                .isEqualTo(granted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mongodb://a:27017,b:27018/chat?replicaSet=rs        | a,b:27018      | true
            mongodb://a,b                                       | a:27017,b      | true
            mongodb://a,c                                       | a,b            | false
            mongodb://user:p,ss@a/?authSource=x@y               | a              | true
            mongodb://production/x@a                            | a              | false
            mongodb://a/x@production                            | a              | true
            mongodb+srv://user:pass@db.staging.example/?tls=true| *.staging.example | true
            """)
    void aMongoServerIsFoundOnItsListOrNot(String uri, String list, boolean granted) {
        assertThat(permit(Map.of("loadgen.mongo.uri", uri, "loadgen.allowed.mongo-hosts", list))
                        .isGranted())
                .isEqualTo(granted);
    }

    @Test
    void aRefusalNamesEveryTargetItsSettingAndItsListButNoPassword() {
        TargetPolicy permit = permit(Map.of(
                "loadgen.nats.url", "nats://me:hidden@production:4222",
                "loadgen.mongo.uri", "mongodb://me:hidden@db.production/?authSource=admin",
                "loadgen.site", "site-1",
                "loadgen.allowed.nats-hosts", "staging, *.test",
                "loadgen.allowed.mongo-hosts", "db.staging",
                "loadgen.allowed.sites", "site-2"));

        assertThat(permit.isGranted()).isFalse();
        assertThat(permit.refusal())
                .isEqualTo("loadgen.nats.url names production:4222, which may not be loaded:"
                        + " loadgen.allowed.nats-hosts lists staging, *.test;"
                        + " loadgen.mongo.uri names db.production:27017, which may not be loaded:"
                        + " loadgen.allowed.mongo-hosts lists db.staging;"
                        + " loadgen.site names site-1, which may not be loaded: loadgen.allowed.sites lists site-2");
    }

    private static TargetPolicy permit(Map<String, String> settings) {
        LoadgenProperties properties = new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("loadgen", LoadgenProperties.class);
        return properties.allowed().permit(properties);
    }
}
