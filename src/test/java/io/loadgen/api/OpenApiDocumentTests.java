package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.history.KeptRuns;
import io.loadgen.history.RunHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** The API describes itself completely, and its examples work when they are sent as they stand. */
class OpenApiDocumentTests extends ApiTest {
    @Autowired
    RunHistory history;

    private record Described(String path, String method, JsonNode operation) {}

    @Test
    void describesEveryOperation() {
        assertThat(operations())
                .extracting(described -> described.method() + " " + described.path())
                .containsExactlyInAnyOrder(
                        "get /api/v1/presets",
                        "get /api/v1/preflight",
                        "post /api/v1/preflight",
                        "post /api/v1/contract-checks",
                        "post /api/v1/fixtures",
                        "get /api/v1/fixtures",
                        "get /api/v1/fixtures/{id}",
                        "post /api/v1/fixtures/{id}/reset",
                        "post /api/v1/fixtures/{id}/cancel",
                        "delete /api/v1/fixtures/{id}",
                        "post /api/v1/runs",
                        "get /api/v1/runs",
                        "get /api/v1/runs/{id}",
                        "post /api/v1/runs/{id}/stop",
                        "get /api/v1/runs/{id}/events",
                        "delete /api/v1/runs/{id}",
                        "get /api/v1/baselines",
                        "get /api/v1/baselines/{name}",
                        "put /api/v1/baselines/{name}",
                        "delete /api/v1/baselines/{name}",
                        "get /api/v1/runs/{id}/report",
                        "get /api/v1/runs/{id}/comparison",
                        "get /api/v1/caller",
                        "get /api/v1/report.schema.json");
        for (Described described : operations()) {
            assertThat(described.operation().path("summary").asString(""))
                    .as(described.path())
                    .isNotBlank();
            assertThat(described.operation().path("description").asString(""))
                    .as(described.path())
                    .isNotBlank();
            described.operation().get("responses").properties().forEach(response -> {
                assertThat(response.getValue().get("description").asString())
                        .as(described.path())
                        .isNotBlank();
                if (response.getKey().startsWith("4") || response.getKey().startsWith("5")) {
                    assertThat(response.getValue().get("content").propertyNames())
                            .containsExactly("application/problem+json");
                }
            });
        }
    }

    @Test
    void everyPathParameterHasAnExample() {
        for (Described described : operations()) {
            for (JsonNode parameter : described.operation().path("parameters")) {
                if (parameter.get("in").asString().equals("path")) {
                    assertThat(parameter.path("example").asString(""))
                            .as(described.path())
                            .isNotBlank();
                }
            }
        }
    }

    @Test
    void everyExampleBodyIsAccepted() throws Exception {
        // In the order of the document's examples a run follows the fixture set that it needs.
        for (String path : List.of("/api/v1/fixtures", "/api/v1/runs")) {
            JsonNode examples = document()
                    .at("/paths/" + path.replace("/", "~1") + "/post/requestBody/content/application~1json/examples");
            assertThat(examples).isNotEmpty();
            for (Map.Entry<String, JsonNode> example : examples.properties()) {
                String body = example.getValue().get("value").toString();
                MvcTestResult result = post(path, body);
                assertThat(result).as(path + " " + example.getKey()).hasStatus(202);
                finish(path, body(result).get("id").asString());
            }
        }
    }

    @Test
    void exampleAddressesWorkAfterARun() throws InterruptedException {
        stoppedRun();
        history.save(KeptRuns.ended(1));
        history.baselines().add("main", KeptRuns.id(1), true);
        for (Described described : operations()) {
            // Two runs that measured something are needed for a comparison.
            if (described.method().equals("get") && !described.path().endsWith("/comparison")) {
                String example = "";
                for (JsonNode parameter : described.operation().path("parameters")) {
                    example = parameter.get("in").asString().equals("path")
                            ? parameter.get("example").asString()
                            : example;
                }
                assertThat(mvc.method(HttpMethod.GET).uri(described.path().replaceAll("\\{\\w+}", example)))
                        .as(described.path())
                        .hasStatusOk();
            }
        }
        history.baselines().remove("main");
    }

    @Test
    void theSchemaOfTheReportIsPublishedAndReferredTo() {
        String reference = document()
                .at(
                        "/paths/~1api~1v1~1runs~1{id}~1report/get/responses/200/content/application~1json/schema/externalDocs/url")
                .asString("");
        MvcTestResult schema = get(reference);

        assertThat(schema).hasStatusOk().hasContentTypeCompatibleWith("application/schema+json");
        assertThat(body(schema).get("$id").asString()).isEqualTo("urn:loadgen:schema:report:1");
    }

    @Test
    void everyReferenceIsToWhatTheDocumentHas() {
        JsonNode document = document();

        assertThat(document.findValuesAsString("$ref")).isNotEmpty().allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(document.at(reference.substring(1)).isMissingNode()).isFalse();
        });
        assertThat(document.at("/info/license/identifier").asString()).isEqualTo("Apache-2.0");
    }

    @Test
    void aTypeOfARunIsWholeByItself() {
        JsonNode run = document().at("/components/schemas/SustainedRun");

        assertThat(run.at("/properties/type/enum/0").asString()).isEqualTo("sustained");
        assertThat(run.at("/properties/rate/exclusiveMinimum").asInt()).isZero();
        assertThat(run.at("/properties/rate/maximum").asInt()).isEqualTo(10_000);
        assertThat(run.at("/additionalProperties").asBoolean(true)).isFalse();
    }

    /** A number has both ends, if only those of its format, and a text is one of some words or of a form that is told. */
    @Test
    void everyParameterSaysWhatItTakes() {
        for (Described described : operations()) {
            for (JsonNode parameter : described.operation().path("parameters")) {
                JsonNode schema = parameter.get("schema");
                String what = described.method() + " " + described.path() + " " + parameter.get("name") + " " + schema;
                switch (schema.get("type").asString("")) {
                    case "integer", "number" ->
                        assertThat(schema.propertyNames())
                                .as(what)
                                .contains("minimum")
                                .containsAnyOf("maximum", "format");
                    case "string" ->
                        assertThat(schema.propertyNames())
                                .as(what)
                                .containsAnyOf("enum", "pattern", "format", "maxLength", "examples");
                    default ->
                        assertThat(schema.get("type").asString("")).as(what).isIn("boolean", "array");
                }
            }
        }
    }

    @Test
    void aWordForIndexesIsOneOfTwo() {
        for (String request : List.of("PreflightRequest", "FixtureRequest")) {
            assertThat(document().at("/components/schemas/" + request + "/properties/indexes/enum"))
                    .extracting(word -> word.asString("null"))
                    .containsExactlyInAnyOrder("report", "create", "null");
        }
    }

    @Test
    void aFieldThatMayBeLeftOutMayBeNull() {
        JsonNode fields = document().at("/components/schemas/FixtureRequest/properties");

        assertThat(fields.at("/dryRun/type")).extracting(JsonNode::asString).contains("null");
        assertThat(fields.at("/preset/type").asString()).isEqualTo("string");
        assertThat(post("/api/v1/fixtures", "{\"preset\": \"members-small\", \"seed\": 43, \"dryRun\": null}"))
                .hasStatus(202);
        assertThat(post("/api/v1/fixtures", "{\"preset\": null}")).hasStatus(400);
    }

    @Test
    void everyOperationSaysHowItMayBeRefused() {
        for (Described described : operations()) {
            assertThat(described.operation().get("responses").propertyNames())
                    .as(described.path())
                    .contains("400", "401", "403", "500");
        }
        assertThat(document().at("/paths/~1api~1v1~1preflight/get/responses").propertyNames())
                .contains("404", "406", "409", "503");
        assertThat(document().at("/paths/~1api~1v1~1preflight/post/responses").propertyNames())
                .contains("200", "404", "409", "413", "415", "503");
    }

    @Test
    void swaggerUiIsServed() {
        assertThat(get("/swagger-ui.html")).hasStatus3xxRedirection();
        assertThat(get("/swagger-ui/index.html")).hasStatusOk();
    }

    private void finish(String path, String id) throws Exception {
        if (path.endsWith("runs")) {
            runs.stop(id);
            awaitEnd(id);
        } else {
            fixtures.await(id, Duration.ofSeconds(10));
        }
    }

    private JsonNode document() {
        return body(get("/v3/api-docs"));
    }

    private List<Described> operations() {
        List<Described> found = new ArrayList<>();
        document()
                .get("paths")
                .properties()
                .forEach(path -> StreamSupport.stream(
                                path.getValue().properties().spliterator(), false)
                        .forEach(entry -> found.add(new Described(path.getKey(), entry.getKey(), entry.getValue()))));
        return found;
    }
}
