package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.loadgen.LoadgenApplication;
import io.loadgen.contract.ContractChoice;
import io.loadgen.contract.ContractProvider;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.EvidentContract;
import io.loadgen.documents.DocumentedRights;
import io.loadgen.documents.DocumentedRights.OnMongo;
import io.loadgen.documents.DocumentedRights.OnNats;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.fixtures.RoomKeyWriter;
import io.loadgen.fixtures.privileges.DatabaseFeature;
import io.loadgen.fixtures.privileges.DatabaseFeature.Home;
import io.loadgen.fixtures.privileges.MissingPrivileges;
import io.loadgen.injection.TargetPolicy;
import io.loadgen.mongo.MongoDatabaseInspection;
import io.loadgen.mongo.MongoFixtureStore;
import io.loadgen.mongo.MongoProbeSets;
import io.loadgen.mongo.MongoServiceIndexes;
import io.loadgen.mongo.ServerTroubles;
import io.loadgen.nats.NatsAccount;
import io.loadgen.nats.NatsChatPlatform;
import io.loadgen.nats.NatsCredentials;
import io.loadgen.nats.NatsLink;
import io.loadgen.nats.NatsPlatformInspection;
import io.loadgen.nats.NatsSettings;
import io.loadgen.nats.StreamEvidence;
import io.loadgen.nats.SubjectRecorder;
import io.loadgen.nats.TcpProxy;
import io.loadgen.preflight.Preflight;
import io.loadgen.preflight.PreflightPorts;
import io.loadgen.preflight.PreflightRequest;
import io.loadgen.preflight.PreflightRequest.FixtureUse;
import io.loadgen.preflight.PreflightSettings;
import io.loadgen.result.PreflightCheck;
import io.loadgen.sandbox.GuardedMongo;
import io.loadgen.sandbox.GuardedMongo.Grant;
import io.loadgen.sandbox.HostedPlatform;
import io.loadgen.sandbox.NatsServer;
import io.loadgen.sandbox.NatsServerBinary;
import io.loadgen.sandbox.SandboxSettings;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.Population;
import io.loadgen.spec.ShapeMix;
import io.loadgen.time.NanoClock;
import io.loadgen.time.ParkThenSpin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A platform of contract C whose servers give a credential exactly the documented rights: nats-server for {@code loadgen}, and for
 * {@code lacks0}, {@code lacks1} … all but one of them; and a MongoDB that records and refuses.
 */
final class RightsBench implements AutoCloseable {
    private static final String SITE = SandboxSettings.DEFAULT_SITE;
    private static final String DATABASE = SandboxSettings.DEFAULT_DATABASE;
    private static final String OWN = "loadgen";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final NatsServer nats;
    private final GuardedMongo mongo = GuardedMongo.start();
    private final SubjectRecorder recorder = new SubjectRecorder();
    private final TcpProxy way;
    private final HostedPlatform platform;
    private final MongoClient outside;
    private final MongoClient ours;

    RightsBench() throws Exception {
        nats = NatsServer.start(NatsServerBinary.onThisMachine(Optional.empty()).locate(), accounts());
        way = new TcpProxy(nats.url(), recorder);
        platform = HostedPlatform.start(
                nats.url().replace("nats://", "nats://platform:secret@"),
                mongo.connectionString(),
                "127.0.0.1:1",
                SandboxSettings.of(ContractVersion.C));
        outside = MongoClients.create(mongo.connectionString());
        ours = MongoClients.create(MongoClientSettings.builder()
                .applicationName("loadgen")
                .applyConnectionString(new ConnectionString(mongo.connectionString()))
                .build());
        mongo.grant(grants(row -> true));
    }

    private static String accounts() {
        List<OnNats> all = onNats();
        String lacking = IntStream.range(0, all.size())
                .mapToObj(lacked -> user(
                        "lacks" + lacked,
                        all.stream().filter(row -> !row.equals(all.get(lacked))).toList()))
                .collect(Collectors.joining());
        return "accounts { CHAT { jetstream: enabled, users: [\n  { user: platform, password: secret }\n"
                + user("loadgen", all) + lacking + "] } }\n";
    }

    private static String user(String name, List<OnNats> rows) {
        return "  { user: " + name + ", password: secret, permissions: { publish: { allow: " + subjects("publish", rows)
                + " }, subscribe: { allow: " + subjects("subscribe", rows) + " } } }\n";
    }

    private static String subjects(String right, List<OnNats> rows) {
        return rows.stream()
                .filter(row -> row.right().equals(right))
                .map(row -> '"' + row.subject() + '"')
                .collect(Collectors.joining(", ", "[", "]"));
    }

    static List<OnNats> onNats() {
        return DocumentedRights.onNats(ContractVersion.C, SITE);
    }

    static Set<Grant> grants(Predicate<OnMongo> which) {
        return DocumentedRights.onMongo().stream()
                .filter(which)
                .map(RightsBench::grant)
                .collect(Collectors.toSet());
    }

    static Grant grant(OnMongo row) {
        return new Grant(row.database().equals("platform's") ? DATABASE : OWN, row.collection(), row.action());
    }

    static boolean covers(OnNats row, SubjectRecorder.Use use) {
        return row.right().equals(use.right()) && covers(row.subject(), use.subject());
    }

    /** By NATS's own rules: {@code *} is one token, {@code >} the rest. */
    static boolean covers(String pattern, String subject) {
        String[] wide = pattern.split("\\.", -1);
        String[] narrow = subject.split("\\.", -1);
        for (int at = 0; at < wide.length; at++) {
            if (wide[at].equals(">")) {
                return narrow.length > at;
            }
            if (at >= narrow.length || !(wide[at].equals("*") || wide[at].equals(narrow[at]))) {
                return false;
            }
        }
        return wide.length == narrow.length;
    }

    SubjectRecorder recorder() {
        return recorder;
    }

    GuardedMongo mongo() {
        return mongo;
    }

    /** So that there is something to be made. */
    void dropIndexes() {
        for (String name : List.of("users", "subscriptions", "room_members")) {
            outside.getDatabase(DATABASE).getCollection(name).drop();
        }
    }

    /** So that there is something to be put right. */
    void spoilADocumentOfEach(String prefix) {
        for (String name : List.of("users", "apps", "rooms", "subscriptions", "room_members")) {
            outside.getDatabase(DATABASE)
                    .getCollection(name)
                    .updateOne(Filters.regex("_id", "^" + prefix), Updates.set("spoilt", true));
        }
    }

    List<MissingPrivileges> missing() {
        return inspection().missing(EnumSet.allOf(DatabaseFeature.class)).orElseThrow();
    }

    private MongoDatabaseInspection inspection() {
        return new MongoDatabaseInspection(
                ours.getDatabase(DATABASE), Map.of(Home.OWN, OWN, Home.HISTORY, OWN), new ServerTroubles());
    }

    /** The checks for somebody who lacks one right, in the inject mode that needs it. */
    List<PreflightCheck> preflightWithout(OnNats row) throws Exception {
        return preflight(
                "lacks" + onNats().indexOf(row),
                row.feature().equals("inject canonical") ? InjectMode.CANONICAL : InjectMode.FRONTDOOR,
                row.feature().equals("members of another site") ? Optional.of(twoSites()) : Optional.empty());
    }

    /** Nothing of it is there, which other checks tell. */
    private static FixtureUse twoSites() {
        FixturePlan plan = new FixturePlan(new FixtureSpec(
                "two-sites", 1, SITE, 1, 1, 10, 40, 10, new Population(50, "site-far", null, null, null)));
        return new FixtureUse(plan, RemainingCandidates.full(plan));
    }

    List<PreflightCheck> preflight(String user, InjectMode inject) throws Exception {
        return preflight(user, inject, Optional.empty());
    }

    private List<PreflightCheck> preflight(String user, InjectMode inject, Optional<FixtureUse> fixture)
            throws Exception {
        NanoClock clock = NanoClock.system();
        MongoDatabase database = ours.getDatabase(DATABASE);
        try (NatsLink link = new NatsLink(new NatsSettings(
                List.of(nats.url()),
                true,
                new NatsCredentials.UserPassword(user, "secret"),
                Optional.empty(),
                false,
                Duration.ofSeconds(5),
                NatsAccount.USUAL))) {
            await("connected", link::isConnected);
            ContractProvider contracts =
                    new EvidentContract(ContractChoice.AUTO, SITE, List.of(new StreamEvidence(link, SITE)));
            PreflightPorts ports = new PreflightPorts(
                    contracts,
                    new NatsPlatformInspection(link),
                    inspection(),
                    new MongoServiceIndexes(database),
                    new NatsChatPlatform(link, contracts, clock),
                    new MongoFixtureStore(database, RoomKeyWriter.DOCUMENTS_ONLY),
                    new MongoProbeSets(database),
                    Optional.empty());
            return new Preflight(
                            ports,
                            new PreflightSettings(
                                    clock,
                                    new ParkThenSpin(clock, 0),
                                    InstantSource.system(),
                                    new SplittableRandom(),
                                    1000,
                                    false,
                                    true,
                                    TargetPolicy.GRANTED))
                    .check(new PreflightRequest(fixture, inject, ShapeMix.users(), 10, Optional.of(false)), () -> false)
                    .checks();
        }
    }

    private static void await(String what, BooleanSupplier state) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!state.getAsBoolean()) {
            assertThat(deadline - System.nanoTime()).as("time until %s", what).isPositive();
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** The whole service with the documented rights and no others, its subjects recorded. */
    Service service(Path spool) {
        return new Service(new SpringApplicationBuilder(LoadgenApplication.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--loadgen.site=" + SITE,
                        "--loadgen.nats.url=" + way.url(),
                        "--loadgen.nats.username=loadgen",
                        "--loadgen.nats.password=secret",
                        "--loadgen.mongo.uri=" + mongo.connectionString(),
                        "--loadgen.mongo.database=" + DATABASE,
                        "--loadgen.history.spool-directory=" + spool));
    }

    /** Something done to the service. */
    interface Action {
        void run() throws Exception;
    }

    /** It, over its API. */
    static final class Service implements AutoCloseable {
        private final ConfigurableApplicationContext context;
        private final RestClient api;

        Service(ConfigurableApplicationContext context) {
            this.context = context;
            this.api = RestClient.builder()
                    .baseUrl("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"))
                    .defaultStatusHandler(status -> true, (request, response) -> {})
                    .build();
        }

        /** Begins something and gives where it is. */
        String post(String path, String body) {
            ResponseEntity<String> answer = send(HttpMethod.POST, path, body);
            return Objects.requireNonNull(answer.getHeaders().getLocation(), path)
                    .getPath();
        }

        void put(String path, String body) {
            send(HttpMethod.PUT, path, body);
        }

        void delete(String path) {
            send(HttpMethod.DELETE, path, "");
        }

        private ResponseEntity<String> send(HttpMethod method, String path, String body) {
            RestClient.RequestBodySpec request = api.method(method).uri(path);
            if (!body.isEmpty()) {
                request.contentType(MediaType.APPLICATION_JSON).body(body);
            }
            ResponseEntity<String> answer = request.retrieve().toEntity(String.class);
            assertThat(answer.getStatusCode().is2xxSuccessful())
                    .as("%s %s: %s", method, path, answer.getBody())
                    .isTrue();
            return answer;
        }

        String get(String path) {
            return Objects.requireNonNull(api.get().uri(path).retrieve().body(String.class));
        }

        JsonNode json(String path) {
            return JsonMapper.shared().readTree(get(path));
        }

        String latestRun() {
            return json("/api/v1/runs/latest").get("id").asString();
        }

        JsonNode await(String path, String state) {
            RightsBench.await(path + " is " + state, () -> {
                JsonNode found = json(path);
                assertThat(found.get("state").asString()).as("%s", found).isNotIn("FAILED", "ABORTED");
                return found.get("state").asString().equals(state);
            });
            return json(path);
        }

        void awaitGone(String path) {
            RightsBench.await(
                    path + " is gone",
                    () -> api.get()
                                    .uri(path)
                                    .retrieve()
                                    .toBodilessEntity()
                                    .getStatusCode()
                                    .value()
                            == 404);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @Override
    public void close() {
        ours.close();
        outside.close();
        platform.close();
        way.close();
        mongo.close();
        nats.close();
    }
}
