package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.report.Schema;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What the API does when it is asked properly. */
class RunsAndFixturesTests extends ApiTest {
    @Test
    void presetsSayWhatTheyCanFeed() {
        JsonNode small = body(get("/api/v1/presets")).get(0);

        assertThat(small.get("name").asString()).isEqualTo("members-small");
        assertThat(small.get("feeds").get("adds").asInt()).isEqualTo(25);
    }

    @Test
    void seedingIsAcceptedAndFollowedAtItsAddress() throws TimeoutException, InterruptedException {
        MvcTestResult seeding = post("/api/v1/fixtures", """
                {"preset": "mine", "seed": 7, "rooms": 2, "baselineMembers": 3, "candidatesPerRoom": 20, "users": 40, "usersPerBlock": 5}""");
        assertThat(seeding).hasStatus(202).hasHeader("Location", "/api/v1/fixtures/mine-7");
        fixtures.await("mine-7", Duration.ofSeconds(10));
        JsonNode ready = body(get("/api/v1/fixtures/mine-7"));

        assertThat(ready.get("state").asString()).isEqualTo("READY");
        assertThat(ready.get("blocks").asInt()).isEqualTo(8);
        assertThat(ready.get("counts").get("rooms").asInt()).isEqualTo(10);
        assertThat(ready.get("left").get("candidates").asInt()).isEqualTo(40);
        assertThat(ready.get("left").get("wholeBlocks").asInt()).isEqualTo(8);
        assertThat(ready.get("left").get("fewestWholeBlocksInARoom").asInt()).isEqualTo(4);
        assertThat(ready.get("left").get("roomsWithOrgRow").asInt()).isZero();
        assertThat(ready.get("left").get("feeds").get("adds").asInt()).isEqualTo(4);
        assertThat(mvc.delete().uri("/api/v1/fixtures/mine-7")).hasStatus(202);
    }

    @Test
    void aSeedingThatIsToMakeIndexesNamesThoseItMade() throws TimeoutException, InterruptedException {
        MvcTestResult seeding =
                post("/api/v1/fixtures", "{\"preset\": \"members-small\", \"seed\": 8, \"indexes\": \"create\"}");
        assertThat(seeding).hasStatus(202);
        fixtures.await("members-small-8", Duration.ofSeconds(10));

        assertThat(body(get("/api/v1/fixtures/members-small-8"))
                        .get("createdIndexes")
                        .toString())
                .isEqualTo("[\"users {account} unique\"]");
        assertThat(post("/api/v1/fixtures", "{\"preset\": \"members-small\", \"seed\": 8, \"indexes\": \"report\"}"))
                .hasStatus(202);
        fixtures.await("members-small-8", Duration.ofSeconds(10));
        assertThat(body(get("/api/v1/fixtures/members-small-8")).has("createdIndexes"))
                .isFalse();
        assertThat(mvc.delete().uri("/api/v1/fixtures/members-small-8")).hasStatus(202);
    }

    @Test
    void aDryRunSaysWhatWouldBeWrittenAndWritesNothing() {
        MvcTestResult answer = post("/api/v1/fixtures", """
                {"preset": "dry", "seed": 7, "rooms": 2, "baselineMembers": 3, "candidatesPerRoom": 20, "users": 40,
                 "usersPerBlock": 5, "dryRun": true}""");
        assertThat(answer).hasStatus(200);
        JsonNode estimate = body(answer);

        assertThat(estimate.get("id").asString()).isEqualTo("dry-7");
        // 40 users, 2 rooms and 8 sources, 6 + 40 subscriptions and those of 2 owners to 4 sources each, 40 rows.
        assertThat(estimate.get("documents").toString())
                .isEqualTo("{\"users\":40,\"rooms\":10,\"subscriptions\":54,\"roomMembers\":40}");
        assertThat(estimate.get("totalDocuments").asInt()).isEqualTo(144);
        assertThat(estimate.get("estimatedTime").asString()).isEqualTo("1s");
        assertThat(estimate.get("rateBasis").asString()).isEqualTo("assumed");
        assertThat(get("/api/v1/fixtures/dry-7")).hasStatus(404);
    }

    @Test
    void cancellingASetAtRestChangesNothingAndAnUnknownOneIsNotFound() {
        assertThat(post("/api/v1/fixtures/" + FIXTURE + "/cancel", "")).hasStatus(202);
        assertThat(body(get("/api/v1/fixtures/" + FIXTURE)).get("state").asString())
                .isEqualTo("READY");
        assertThat(post("/api/v1/fixtures/nobody-1/cancel", "")).hasStatus(404);
    }

    @Test
    void runIsEchoedWithItsDefaults() {
        JsonNode spec = body(get("/api/v1/runs/" + start())).get("spec");

        assertThat(spec.toString())
                .isEqualTo("{\"type\":\"sustained\",\"fixture\":\"members-small-42\",\"rate\":5.0,\"duration\":\"10s\","
                        + "\"warmup\":\"2s\",\"usersPerAdd\":1,\"inject\":\"frontdoor\",\"shape\":\"users\","
                        + "\"replyTimeout\":\"5s\",\"eventTimeout\":\"30s\",\"maxOutstanding\":100000,"
                        + "\"maxScheduleLag\":\"5s\","
                        + "\"observeHandoff\":true}");
    }

    @Test
    void capacityRunIsEchoedWithItsDefaults() {
        JsonNode spec = body(get("/api/v1/runs/" + start(CAPACITY_RUN))).get("spec");

        assertThat(spec.toString())
                .isEqualTo(
                        "{\"type\":\"capacity\",\"fixture\":\"members-small-42\",\"targetSize\":60,\"usersPerAdd\":20,"
                                + "\"inject\":\"frontdoor\",\"shape\":\"users\",\"onBusy\":\"wait\",\"replyTimeout\":\"5s\",\"eventTimeout\":\"30s\","
                                + "\"maxOutstanding\":100000,\"observeHandoff\":true}");
    }

    @Test
    void aMixIsEchoedWithTheWeightsLeftOut() {
        assertThat(echoOf("\"shape\": \"mixed\", \"mix\": {\"users\": 2, \"orgs\": 1}"))
                .contains("\"shape\":\"mixed\",\"mix\":{\"users\":2,\"orgs\":1,\"channels\":0}");
    }

    @Test
    void aMixWithoutWeightsHasAllShapesThatTheInjectModeAllows() throws InterruptedException {
        assertThat(echoOf("\"shape\": \"mixed\"")).contains("\"mix\":{\"users\":1,\"orgs\":1,\"channels\":1}");
        endRun();
        assertThat(echoOf("\"shape\": \"mixed\", \"inject\": \"canonical\""))
                .contains("\"mix\":{\"users\":1,\"orgs\":1,\"channels\":0}");
    }

    private String echoOf(String fields) {
        return body(post(
                        "/api/v1/runs",
                        "{\"type\": \"sustained\", \"fixture\": \"members-small-42\", \"rate\": 2, \"duration\": \"10s\","
                                + " \"warmup\": \"2s\", \"usersPerAdd\": 10, " + fields + "}"))
                .get("spec")
                .toString();
    }

    @Test
    void whatACapacityRunWasGivenIsEchoed() {
        String own =
                "\"preset\": \"members-small\", \"seed\": 42, \"maxRate\": 2.5, \"onBusy\": \"stop\", \"bucketEdges\": [20, 40]";
        JsonNode spec = body(post("/api/v1/runs", CAPACITY_RUN.replace("\"fixture\": \"members-small-42\"", own)))
                .get("spec");

        assertThat(spec.get("fixture").asString()).isEqualTo(FIXTURE);
        assertThat(spec.get("maxRate").asDouble()).isEqualTo(2.5);
        assertThat(spec.get("onBusy").asString()).isEqualTo("stop");
        assertThat(spec.get("bucketEdges").toString()).isEqualTo("[20,40]");
    }

    @Test
    void activeCapacityRunPlansTheAddsThatFillItsRoomsAndHasNoTargetRate() {
        JsonNode live = awaitLive(start(CAPACITY_RUN)).get("live");

        // 5 rooms from 10 to 60 members: 20 + 20 + 10 each.
        assertThat(live.get("plannedSlots").asInt()).isEqualTo(15);
        assertThat(live.has("targetRate")).isFalse();
    }

    @Test
    void samplesAreOfferedForCapacityRunsOnly() throws InterruptedException {
        String capacity = start(CAPACITY_RUN);
        runs.stop(capacity);
        awaitEnd(capacity);
        String sustained = start();
        runs.stop(sustained);
        awaitEnd(sustained);
        MvcTestResult samples = get("/api/v1/runs/" + capacity + "/report?format=samples.csv");
        MvcTestResult none = get("/api/v1/runs/" + sustained + "/report?format=samples.csv");

        assertThat(samples).hasStatusOk().hasContentTypeCompatibleWith("text/csv");
        assertThat(samples)
                .bodyText()
                .isEqualTo(
                        "dueMillis,room,sizeBefore,usersAdded,firstMillis,eventMillis,resultMillis,shape,firstOrgAdd\r\n");
        assertThat(none).hasStatus(400).hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(body(none).get("field").asString()).isEqualTo("format");
    }

    @Test
    void everyFormatIsOfferedByItsNameAndTheMediaTypesToo() throws Exception {
        String id = stoppedRun();
        Map<String, String> formats = Map.of(
                "json", "application/json",
                "text", "text/plain",
                "html", "text/html",
                "csv", "text/csv",
                "hlog", "application/x-hdrhistogram-log",
                "junit", "application/xml");

        formats.forEach((format, mediaType) -> {
            MvcTestResult named = get("/api/v1/runs/" + id + "/report?format=" + format);
            MvcTestResult accepted = mvc.get()
                    .uri("/api/v1/runs/" + id + "/report")
                    .accept(mediaType)
                    .exchange();
            assertThat(named)
                    .hasStatusOk()
                    .hasContentTypeCompatibleWith(mediaType)
                    .hasHeader("Vary", "Accept");
            assertThat(accepted.getResponse().getContentAsByteArray())
                    .as(format)
                    .isNotEmpty()
                    .isEqualTo(named.getResponse().getContentAsByteArray());
        });
    }

    @Test
    void aComparisonThatCannotBeMadeIsRefused() throws Exception {
        String one = start();
        runs.stop(one);
        awaitEnd(one);
        String other = start();
        MvcTestResult active = get("/api/v1/runs/" + other + "/comparison?baseline=" + one);
        runs.stop(other);
        awaitEnd(other);
        String address = "/api/v1/runs/" + other + "/comparison";

        assertThat(active).hasStatus(409);
        assertThat(body(get(address)).get("field").asString()).isEqualTo("baseline");
        assertThat(get(address + "?baseline=" + other)).hasStatus(400);
        assertThat(get(address + "?baseline=" + one + "&baseline=" + one)).hasStatus(400);
        assertThat(get(address + "?baseline=none-such")).hasStatus(404);
        MvcTestResult empty = get(address + "?force=true&baseline=" + one);
        assertThat(empty).hasStatus(422).hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(body(empty).get("detail").asString()).isEqualTo("run " + other + " measured no latency");
    }

    @Test
    void aDistributionThatThereIsNotIsRefused() throws Exception {
        String id = stoppedRun();
        MvcTestResult unseen = get("/api/v1/runs/" + id + "/report?format=hgrm&signal=E1");
        MvcTestResult wrong = get("/api/v1/runs/" + id + "/report?format=hgrm&basis=other");

        assertThat(unseen).hasStatus(400);
        assertThat(body(unseen).get("field").asString()).isEqualTo("signal");
        assertThat(wrong).hasStatus(400);
        assertThat(body(wrong).get("accepted").asString()).isEqualTo("response or service");
    }

    @Test
    void limitsAreEchoedAsTheyWereGiven() {
        String limits =
                "{\"e1\":{\"p90\":\"500ms\"},\"e2\":{\"p95\":\"2s\"},\"errorRate\":0.01,\"backlogGrowth\":10,\"lost\":2}";
        MvcTestResult started =
                post("/api/v1/runs", RUN.replace("\"usersPerAdd\": 1", "\"usersPerAdd\": 1, \"slo\": " + limits));

        assertThat(json.readTree(body(started).get("spec").get("slo").toString()))
                .isEqualTo(json.readTree(limits));
    }

    @Test
    void activeRunHasLiveFiguresAndCanBeStopped() throws InterruptedException {
        String id = start();
        awaitLive(id);
        JsonNode active = body(get("/api/v1/runs/latest"));
        MvcTestResult stop = mvc.post().uri("/api/v1/runs/" + id + "/stop").exchange();
        awaitEnd(id);
        JsonNode ended = body(get("/api/v1/runs/" + id));

        assertThat(active.get("id").asString()).isEqualTo(id);
        assertThat(active.get("live").get("plannedSlots").asInt()).isEqualTo(50);
        assertThat(active.get("live").get("workerStall"))
                .isEqualTo(json.readTree(
                        "{\"fromMillis\":2000.0,\"millis\":12000.0,\"peakPending\":900,\"ackPending\":16}"));
        assertThat(active.get("links").get("stop").asString()).isEqualTo("/api/v1/runs/" + id + "/stop");
        assertThat(stop).hasStatus(202).hasHeader("Location", "/api/v1/runs/" + id);
        assertThat(ended.get("state").asString()).isEqualTo("STOPPED");
        assertThat(ended.get("verdict").get("decision").asString()).isEqualTo("NONE");
        assertThat(ended.get("links").get("report").asString()).isEqualTo("/api/v1/runs/" + id + "/report");
    }

    @Test
    void reportIsThereWhenTheRunHasEnded() throws Exception {
        String id = start();
        MvcTestResult early = get("/api/v1/runs/" + id + "/report");
        awaitLive(id);
        runs.stop(id);
        awaitEnd(id);
        MvcTestResult asJson = get("/api/v1/runs/" + id + "/report");
        MvcTestResult asText = mvc.get()
                .uri("/api/v1/runs/" + id + "/report")
                .accept(MediaType.TEXT_PLAIN)
                .exchange();
        MvcTestResult named = mvc.get()
                .uri("/api/v1/runs/latest/report?format=text")
                .accept(MediaType.APPLICATION_JSON)
                .exchange();

        assertThat(early).hasStatus(409).hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(asJson).hasStatusOk().hasContentTypeCompatibleWith(MediaType.APPLICATION_JSON);
        Schema.ofReport().assertValid(asJson.getResponse().getContentAsString());
        assertThat(asText)
                .hasStatusOk()
                .hasContentTypeCompatibleWith(MediaType.TEXT_PLAIN)
                .bodyText()
                .contains(id);
        assertThat(named).hasStatusOk().hasContentTypeCompatibleWith(MediaType.TEXT_PLAIN);
    }

    @Test
    void repeatedStartWithAKeyGivesTheSameRun() {
        MvcTestResult first = startWithKey();
        MvcTestResult again = startWithKey();

        assertThat(again).hasStatus(202);
        assertThat(body(again).get("id")).isEqualTo(body(first).get("id"));
    }

    @Test
    void historyIsPagedNewestFirst() throws InterruptedException {
        String older = start();
        runs.stop(older);
        awaitEnd(older);
        String newer = start();
        JsonNode first = body(get("/api/v1/runs?limit=1"));
        JsonNode second = body(get(first.get("next").asString()));

        assertThat(first.get("runs").get(0).get("id").asString()).isEqualTo(newer);
        assertThat(second.get("runs").get(0).get("id").asString()).isEqualTo(older);
        assertThat(first.get("total").asLong()).isEqualTo(runs.count());
    }

    private MvcTestResult startWithKey() {
        return mvc.post()
                .uri("/api/v1/runs")
                .header("Idempotency-Key", "deploy-1")
                .contentType(MediaType.APPLICATION_JSON)
                .content(RUN)
                .exchange();
    }
}
