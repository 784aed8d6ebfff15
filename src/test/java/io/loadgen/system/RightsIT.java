package io.loadgen.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.documents.DocumentedRights;
import io.loadgen.documents.DocumentedRights.OnMongo;
import io.loadgen.documents.DocumentedRights.OnNats;
import io.loadgen.fixtures.privileges.DatabaseFeature;
import io.loadgen.nats.SubjectRecorder;
import io.loadgen.result.PreflightCheck;
import io.loadgen.result.PreflightCheck.CheckStatus;
import io.loadgen.sandbox.GuardedMongo.Grant;
import io.loadgen.spec.InjectMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The documented rights, on NATS and in MongoDB, suffice for every feature and hold nothing that none needs: the service does all that it
 * can with exactly these, while its subjects and commands are recorded. And each that is missing is named by the preflight.
 */
@Timeout(300)
class RightsIT {
    private static final String SET = """
            {"preset": "rights", "seed": 1, "rooms": 2, "baselineMembers": 2, "candidatesPerRoom": 20, "users": 40,
             "population": {"crossSitePercent": 25, "otherSite": "site-far", "botPercent": 25}, "indexes": "%s"}""";

    private static final Set<String> ALWAYS = Set.of("every run", "preflight");
    private static final Set<String> RUN = Set.of(
            "preflight, backlog",
            "handoff, probe add",
            "members of another site",
            "audit",
            "check wildcard-subscribers");

    /** What goes on in the background, or between a run's end and its place in the history. */
    private static final Set<DatabaseFeature> BACKGROUND =
            EnumSet.of(DatabaseFeature.CATALOG, DatabaseFeature.LEASES, DatabaseFeature.HISTORY);

    @TempDir
    private static Path spool = Path.of("");

    private static RightsBench bench;

    @BeforeAll
    static void provide() throws Exception {
        bench = new RightsBench();
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    /** What was used while some features were at work. */
    private record Phase(
            Set<String> onNats, Set<DatabaseFeature> onMongo, Set<SubjectRecorder.Use> subjects, Set<Grant> commands) {
        boolean uses(OnNats row) {
            return onNats.contains(row.feature()) && subjects.stream().anyMatch(use -> RightsBench.covers(row, use));
        }

        boolean uses(OnMongo row) {
            return has(row) && commands.contains(RightsBench.grant(row));
        }

        boolean has(OnMongo row) {
            return onMongo.stream().anyMatch(feature -> feature.label().equals(row.feature()));
        }
    }

    @Test
    void theDocumentedRightsSufficeAndNoneIsBeyondNeed() throws Exception {
        Map<String, Phase> phases = new LinkedHashMap<>();
        begin();
        try (RightsBench.Service service = bench.service(spool)) {
            phases.put("start", end(Set.of(), EnumSet.noneOf(DatabaseFeature.class)));
            bench.dropIndexes();
            phases.put(
                    "seeding",
                    phase(
                            Set.of(),
                            EnumSet.of(
                                    DatabaseFeature.PREFLIGHT,
                                    DatabaseFeature.SEEDING,
                                    DatabaseFeature.BOTS,
                                    DatabaseFeature.INDEXES),
                            () -> {
                                JsonNode ready = service.await(
                                        service.post("/api/v1/fixtures", SET.formatted("create")), "READY");
                                assertThat(ready.get("createdIndexes")).isNotEmpty();
                            }));
            phases.put("frontdoor", run(service, InjectMode.FRONTDOOR, """
                    {"type": "sustained", "fixture": "rights-1", "rate": 10, "duration": "1s", "warmup": "0s",
                     "usersPerAdd": 1}"""));
            phases.put(
                    "seeding again", phase(Set.of(), EnumSet.of(DatabaseFeature.SEEDING, DatabaseFeature.BOTS), () -> {
                        bench.spoilADocumentOfEach("lg_rights_1_");
                        service.await(service.post("/api/v1/fixtures", SET.formatted("report")), "READY");
                    }));
            phases.put("canonical", run(service, InjectMode.CANONICAL, """
                    {"type": "capacity", "fixture": "rights-1", "targetSize": 12, "usersPerAdd": 5,
                     "inject": "canonical"}"""));
            phases.put("keeping", phase(Set.of(), EnumSet.of(DatabaseFeature.BASELINES), () -> {
                service.put("/api/v1/baselines/main", "{\"run\": \"latest\"}");
                assertThat(service.get("/api/v1/baselines")).contains("main");
                service.delete("/api/v1/baselines/main");
                service.delete("/api/v1/runs/" + service.latestRun());
            }));
            phases.put("teardown", phase(Set.of(), EnumSet.of(DatabaseFeature.SEEDING, DatabaseFeature.BOTS), () -> {
                service.delete("/api/v1/fixtures/rights-1");
                service.awaitGone("/api/v1/fixtures/rights-1");
            }));
        }

        assertThat(bench.recorder().violations()).isEmpty();
        assertThat(bench.mongo().refused()).isEmpty();
        assertAllDocumented(phases);
        assertAllUsed(phases.values());
    }

    private static Phase run(RightsBench.Service service, InjectMode inject, String spec) throws Exception {
        Set<String> features = Stream.concat(
                        RUN.stream(),
                        Stream.of(inject == InjectMode.FRONTDOOR ? "inject frontdoor" : "inject canonical"))
                .collect(Collectors.toSet());
        return phase(
                features,
                EnumSet.of(
                        DatabaseFeature.PREFLIGHT,
                        DatabaseFeature.SEEDING,
                        DatabaseFeature.BOTS,
                        DatabaseFeature.RUNS,
                        DatabaseFeature.AUDIT),
                () -> {
                    String run = service.post("/api/v1/runs", spec);
                    service.await(run, "COMPLETED");
                    JsonNode report = service.json(run + "/report?format=json");
                    assertThat(report.at("/preflight/checks"))
                            .noneSatisfy(check ->
                                    assertThat(check.get("status").asString()).isEqualTo("FAIL"));
                    assertThat(report.at("/audit/status").asString())
                            .as("%s", report.get("audit"))
                            .isEqualTo("COMPLETE");
                });
    }

    private static Phase phase(Set<String> onNats, Set<DatabaseFeature> onMongo, RightsBench.Action action)
            throws Exception {
        begin();
        action.run();
        return end(onNats, onMongo);
    }

    private static void begin() {
        bench.recorder().takeUsed();
        bench.mongo().takeUsed();
    }

    private static Phase end(Set<String> onNats, Set<DatabaseFeature> onMongo) {
        Set<DatabaseFeature> all = EnumSet.copyOf(onMongo);
        all.addAll(BACKGROUND);
        return new Phase(
                Stream.concat(ALWAYS.stream(), onNats.stream()).collect(Collectors.toSet()),
                all,
                bench.recorder().takeUsed(),
                bench.mongo().takeUsed());
    }

    private static void assertAllDocumented(Map<String, Phase> phases) {
        phases.forEach((name, phase) -> {
            List<OnNats> documented = RightsBench.onNats().stream()
                    .filter(row -> phase.onNats().contains(row.feature()))
                    .toList();
            assertThat(phase.subjects())
                    .as("subjects of %s", name)
                    .allSatisfy(
                            use -> assertThat(documented).as("%s", use).anyMatch(row -> RightsBench.covers(row, use)));
            assertThat(phase.commands()).as("commands of %s", name).isSubsetOf(RightsBench.grants(phase::has));
        });
    }

    private static void assertAllUsed(Collection<Phase> phases) {
        assertThat(RightsBench.onNats().stream().filter(row -> phases.stream().noneMatch(phase -> phase.uses(row))))
                .as("rights on NATS that their feature does not use")
                .isEmpty();
        assertThat(DocumentedRights.onMongo().stream()
                        .filter(row -> phases.stream().noneMatch(phase -> phase.uses(row))))
                .as("privileges in MongoDB that their feature does not use")
                .isEmpty();
    }

    @Test
    void eachRightOnNatsThatIsMissingIsNamedWithItsFeature() throws Exception {
        List<OnNats> rows = RightsBench.onNats();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<PreflightCheck>>> looks = rows.stream()
                    .<Callable<List<PreflightCheck>>>map(row -> () -> bench.preflightWithout(row))
                    .toList();
            List<Future<List<PreflightCheck>>> found = threads.invokeAll(looks);
            for (int i = 0; i < rows.size(); i++) {
                assertNamed(rows.get(i), found.get(i).get());
            }
        }
        assertThat(bench.preflight("loadgen", InjectMode.FRONTDOOR).stream().map(PreflightCheck::status))
                .doesNotContain(CheckStatus.FAIL);
    }

    private static void assertNamed(OnNats row, List<PreflightCheck> checks) {
        boolean skipsOnly = row.feature().equals("check wildcard-subscribers");
        Predicate<PreflightCheck> tells =
                check -> check.status() == (skipsOnly ? CheckStatus.SKIPPED : CheckStatus.FAIL)
                        && check.line().contains("(" + row.feature() + ")")
                        && Arrays.stream(check.line().split("[ ,:;)]", -1))
                                .anyMatch(word -> RightsBench.covers(row.subject(), word));
        assertThat(checks).as("%s", row).anyMatch(tells);
    }

    @Test
    void eachPrivilegeInMongoDbThatIsMissingIsNamedWithItsFeature() {
        for (OnMongo row : DocumentedRights.onMongo()) {
            bench.mongo()
                    .grant(RightsBench.grants(other -> !RightsBench.grant(other).equals(RightsBench.grant(row))));

            assertThat(bench.missing()).as("%s", row).anySatisfy(missing -> {
                assertThat(missing.feature().label()).isEqualTo(row.feature());
                assertThat(missing.database()).isEqualTo(RightsBench.grant(row).database());
                assertThat(missing.collection()).isEqualTo(row.collection());
                assertThat(missing.actions()).containsExactly(row.action());
            });
        }
        bench.mongo().grant(RightsBench.grants(row -> true));
        assertThat(bench.missing()).isEmpty();
    }

    /** Where the server does not tell beforehand. */
    @Test
    void whatMongoDbRefusesIsNamedByTheCheckThatNeedsIt() throws Exception {
        bench.mongo().tellPrivileges(false);
        bench.mongo()
                .grant(RightsBench.grants(row ->
                        !(row.collection().equals("rooms") && row.action().equals("find"))));
        try {
            List<PreflightCheck> checks = bench.preflight("loadgen", InjectMode.FRONTDOOR);

            assertThat(checks.stream().filter(check -> check.status() == CheckStatus.FAIL))
                    .singleElement()
                    .satisfies(
                            check -> assertThat(check.line())
                                    .startsWith(
                                            "site-id: MongoDB does not let the user of loadgen.mongo.username"
                                                    + " (MONGO_USERNAME) do find on chat.rooms (preflight, seeding, reset, teardown, audit)"));
        } finally {
            bench.mongo().tellPrivileges(true);
            bench.mongo().grant(RightsBench.grants(row -> true));
        }
    }
}
