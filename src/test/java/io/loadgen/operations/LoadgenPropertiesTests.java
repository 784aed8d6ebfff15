package io.loadgen.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.loadgen.contract.ContractChoice;
import io.loadgen.mongo.ServerTroubles;
import io.loadgen.nats.NatsAddresses;
import io.loadgen.spec.AbortLimits;
import io.loadgen.spec.Preset;
import io.loadgen.spec.PresetCatalog;
import io.loadgen.time.ThreadScheduling;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;

/** Settings as an operator gives them: from the environment by the platform's names, or by our own. */
class LoadgenPropertiesTests {
    private static final LoadgenProperties.Tls NO_TLS = new LoadgenProperties.Tls("", "", "");

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withUserConfiguration(Settings.class);

    @EnableConfigurationProperties(LoadgenProperties.class)
    @Import(RefusedSettings.class)
    static class Settings {}

    @Test
    void defaultsAreThoseOfTheRecords() {
        service.run(context -> {
            LoadgenProperties fromFile = context.getBean(LoadgenProperties.class);
            assertThat(fromFile.site()).isEqualTo("site-local");
            assertThat(fromFile.contract()).isEqualTo(ContractChoice.AUTO);
            assertThat(fromFile.maxRoomSize()).isEqualTo(1000);
            assertThat(fromFile.nats())
                    .isEqualTo(new NatsProperties(
                            "nats://localhost:4222",
                            NatsProperties.DiscoveredServers.AUTO,
                            "",
                            "",
                            "",
                            "",
                            "",
                            NO_TLS,
                            false,
                            Duration.ofSeconds(5),
                            "_INBOX",
                            new NatsProperties.JetStream("", "")));
            assertThat(fromFile.runs())
                    .isEqualTo(new LoadgenProperties.Runs(
                            10_000,
                            Duration.ofHours(24),
                            1_000_000,
                            AbortLimits.none(),
                            Duration.ofSeconds(35),
                            Duration.ofSeconds(60),
                            Duration.ofSeconds(30),
                            Duration.ofNanos(100_000),
                            ThreadScheduling.REALTIME));
        });
        new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .run(bare -> service.run(context -> assertThat(bare.getBean(LoadgenProperties.class))
                        .isEqualTo(context.getBean(LoadgenProperties.class))));
    }

    @Test
    void namesOfThePlatformWorkAsTheyAre() {
        Map<String, Object> environment = Map.of(
                "VALKEY_ADDR", "valkey:6379",
                "VALKEY_PASSWORD", "hidden",
                "NATS_URL", "nats://a:4222, nats://b:4222",
                "NATS_CREDS_FILE", "/etc/nats/user.creds",
                "SITE_ID", "site-7",
                "MONGO_URI", "mongodb://db:27017",
                "MONGO_DB", "talk",
                "MONGO_USERNAME", "load",
                "MONGO_PASSWORD", "secret",
                "MAX_ROOM_SIZE", "6000");
        service.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("env", environment)))
                .run(context -> {
                    LoadgenProperties properties = context.getBean(LoadgenProperties.class);
                    assertThat(properties.nats().addresses().servers())
                            .extracting(NatsAddresses.Server::toString)
                            .containsExactly("nats://a:4222", "nats://b:4222");
                    assertThat(properties.nats().credentialsFile()).isEqualTo("/etc/nats/user.creds");
                    assertThat(properties.site()).isEqualTo("site-7");
                    assertThat(properties.maxRoomSize()).isEqualTo(6000);
                    assertThat(properties.mongo().uri()).isEqualTo("mongodb://db:27017");
                    assertThat(properties.mongo().database()).isEqualTo("talk");
                    assertThat(properties.mongo().username()).isEqualTo("load");
                    assertThat(properties.mongo().password()).isEqualTo("secret");
                    assertThat(properties.toString()).doesNotContain("secret", "hidden", "mongodb://");
                    assertThat(properties.valkey())
                            .isEqualTo(new LoadgenProperties.Valkey("valkey:6379", "hidden", Duration.ofSeconds(5)));
                });
    }

    /** A secret that was read from a file often ends with a line. */
    @Test
    void lineEndsBehindASecretAreNoPartOfIt() {
        service.withPropertyValues(
                        "loadgen.nats.token=n4ts\n",
                        "loadgen.mongo.uri=mongodb://db:27017\r\n",
                        "loadgen.mongo.username=load\n",
                        "loadgen.mongo.password=m0ngo\n",
                        "loadgen.valkey.password=valk3y\n")
                .run(context -> {
                    LoadgenProperties properties = context.getBean(LoadgenProperties.class);
                    assertThat(properties.nats().token()).isEqualTo("n4ts");
                    assertThat(properties.mongo().connectionString()).isEqualTo("mongodb://load:m0ngo@db:27017");
                    assertThat(properties.valkey().password()).isEqualTo("valk3y");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "loadgen.nats.url=nats://u:hidden@ho st, loadgen.nats.url must be an address such as",
        "loadgen.other-site.nats-url=nats://u:hidden@ho st, loadgen.other-site.nats-url must be an address such as",
        "loadgen.mongo.uri=mongodb://u:hid:den@h, loadgen.mongo.uri must be a connection string that the driver can read",
        "loadgen.history.uri=mongodb://u:hid:den@h, loadgen.history.uri must be a connection string"
    })
    void anAddressThatCannotBeReadIsRefusedWithoutBeingShown(String property, String message) {
        isRefused(property, message);
    }

    @ParameterizedTest
    @CsvSource({
        "loadgen.history.keep-for=-1s, loadgen.history.keep-for must be 0 or more",
        "loadgen.history.checkpoint-interval=6s, loadgen.history.checkpoint-interval must be 1s to 5s",
        "loadgen.history.checkpoint-interval=1500ms, loadgen.history.checkpoint-interval must be 1s to 5s",
        "loadgen.history.uri=http://me:hidden@x, loadgen.history.uri must be empty",
        "loadgen.history.username=somebody, loadgen.history.uri must be given"
    })
    void aHistoryThatCannotBeKeptSoIsRefused(String property, String message) {
        isRefused(property, message);
    }

    @ParameterizedTest
    @CsvSource({
        "loadgen.site, a.b",
        "loadgen.other-site.id, a.b",
        "loadgen.other-site.id, site-local",
        "loadgen.max-room-size, 1",
        "loadgen.runs.max-rate, -1.0",
        "loadgen.history.keep-runs, 0",
        "loadgen.history.database, chat",
        "loadgen.runs.max-outstanding, 0",
        "loadgen.runs.lease-time, PT1S",
        "loadgen.runs.abort-on.error-rate, 1.5",
        "loadgen.runs.abort-on.backlog, -1",
        "loadgen.fixtures.max-rooms, 100001",
        "loadgen.fixtures.max-users, 0",
        "loadgen.fixtures.max-candidates, -5",
        "loadgen.allowed.nats-hosts, nats://a:4222",
        "loadgen.allowed.mongo-hosts, *",
        "loadgen.mongo.own-database, chat",
        "loadgen.valkey.address, valkey",
        "loadgen.nats.inbox-prefix, _INBOX.>",
        "loadgen.nats.inbox-prefix, _INBOX.",
        "loadgen.nats.jetstream.domain, a.b",
        "loadgen.nats.jetstream.api-prefix, $JS.*.API"
    })
    void wrongValueIsRefusedNamingPropertyAndValue(String property, String value) {
        service.withPropertyValues(property + "=" + value)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(property + " must be ")
                        .hasMessageContaining("was " + value));
    }

    @Test
    void aDomainAndAPrefixOfJetStreamAreRefusedTogetherNamingBoth() {
        service.withPropertyValues(
                        "loadgen.nats.jetstream.domain=hub", "loadgen.nats.jetstream.api-prefix=JS.platform.API")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("loadgen.nats.jetstream.domain and .api-prefix must be given one at most,"
                                + " was hub and JS.platform.API"));
    }

    @Test
    void keysInAValkeyThatIsNotNamedAreRefused() {
        service.withPropertyValues("loadgen.room-keys=both")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("loadgen.valkey.address must be given when loadgen.room-keys is both, was empty"));
    }

    @Test
    void userIsCheckedAgainstTheAuthSourceOfTheAddress() {
        MongoClientSettings settings = MongoConfiguration.settings(
                new LoadgenProperties.Mongo(
                        "mongodb://db:27017/?authSource=accounts",
                        "chat",
                        "load",
                        "secret",
                        NO_TLS,
                        "loadgen",
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(9)),
                new ServerTroubles());

        assertThat(settings.getCredential())
                .isEqualTo(MongoCredential.createCredential("load", "accounts", "secret".toCharArray()));
        assertThat(settings.getClusterSettings().getServerSelectionTimeout(TimeUnit.SECONDS))
                .isEqualTo(2);
        assertThat(settings.getSocketSettings().getReadTimeout(TimeUnit.SECONDS))
                .isEqualTo(9);
    }

    @Test
    void thePlatformIsReadFromThePrimaryWhateverTheAddressSays() {
        service.withPropertyValues("loadgen.mongo.uri=mongodb://db:27017/?readPreference=secondary")
                .run(context -> {
                    LoadgenProperties properties = context.getBean(LoadgenProperties.class);
                    try (MongoClient client = MongoClients.create(
                            MongoConfiguration.settings(properties.mongo(), new ServerTroubles()))) {
                        assertThat(new MongoConfiguration()
                                        .platformDatabase(client, properties)
                                        .getReadPreference())
                                .isEqualTo(ReadPreference.primary());
                    }
                });
    }

    /** So that they can be found again after midnight, and held against another log. */
    @Test
    void linesOfTheLogHaveTheirDateAndZone() {
        service.run(context -> {
            LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
            PatternLayout layout = new PatternLayout();
            layout.setContext(log);
            layout.setPattern(context.getEnvironment().getProperty("logging.pattern.console"));
            layout.start();

            assertThat(layout.doLayout(new LoggingEvent("", log.getLogger("here"), Level.WARN, "said", null, null)))
                    .matches(
                            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) WARN  here +said\\R?");
        });
    }

    @Test
    void presetsOfTheOperatorComeAfterThoseThatAreBuiltIn() {
        service.withPropertyValues(
                        "loadgen.fixtures.presets.friday-rush.rooms=50",
                        "loadgen.fixtures.presets.friday-rush.baseline-members=20",
                        "loadgen.fixtures.presets.friday-rush.candidates-per-room=200",
                        "loadgen.fixtures.presets.friday-rush.users=3000")
                .run(context -> {
                    PresetCatalog presets =
                            context.getBean(LoadgenProperties.class).fixtures().catalog();
                    assertThat(presets.names()).startsWith("members-small, ").endsWith(", friday-rush");
                    assertThat(presets.find("friday-rush")).contains(new Preset("friday-rush", 50, 20, 200, 3_000, 10));
                });
    }

    @ParameterizedTest
    @CsvSource({
        "friday-rush, 215, 'loadgen.fixtures.presets.friday-rush.users must be a multiple of usersPerBlock = 10, at least 220'",
        "friday-rush, 0, loadgen.fixtures.presets.friday-rush.users must be 1 to 1000000",
        "Friday, 3000, 'loadgen.fixtures.presets.Friday.preset must be 1 to 40 of a-z, 0-9 and -'",
        "members-small, 3000, loadgen.fixtures.presets.members-small.preset must be a name of your own"
    })
    void aPresetThatNoRequestCouldAskForIsRefused(String name, int users, String message) {
        String prefix = "loadgen.fixtures.presets." + name + ".";
        service.withPropertyValues(
                        prefix + "rooms=50",
                        prefix + "baseline-members=20",
                        prefix + "candidates-per-room=200",
                        prefix + "users=" + users)
                .run(context -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> context.getBean(LoadgenProperties.class)
                                .fixtures()
                                .catalog())
                        .withMessageContaining(message));
    }

    /** By its name, and without the secret that it holds. */
    private void isRefused(String property, String message) {
        service.withPropertyValues(property)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(message)
                        .hasMessageNotContaining("hid"));
    }
}
