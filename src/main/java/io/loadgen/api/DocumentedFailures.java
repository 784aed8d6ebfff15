package io.loadgen.api;

import io.loadgen.application.ProblemType;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * What an operation may be refused with, told once for all of them by what they take and answer. An operation says itself only what is
 * its own. Methods that a path does not have are answered by 405, which is no operation's.
 */
final class DocumentedFailures implements OpenApiCustomizer {
    private static final String PROBLEM = "Problem";

    /** These ask nobody else. */
    private static final Set<String> WITHOUT_DATABASE =
            Set.of("/api/v1/presets", "/api/v1/caller", SchemaController.REPORT);

    @Override
    public void customise(OpenAPI api) {
        api.getComponents().addSchemas(PROBLEM, problem());
        api.getPaths()
                .forEach((path, item) -> item.readOperations().forEach(operation -> {
                    operation.setResponses(all(path, operation));
                    operation.getResponses().forEach((status, response) -> {
                        if (status.compareTo("400") >= 0) {
                            response.setContent(new Content()
                                    .addMediaType(
                                            "application/problem+json",
                                            new MediaType()
                                                    .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
                        }
                    });
                }));
    }

    private static ApiResponses all(String path, Operation operation) {
        TreeMap<String, ApiResponse> answers = new TreeMap<>(operation.getResponses());
        add(answers, "400", "The address, a parameter or the body cannot be accepted; nothing was started");
        add(answers, "401", "The service asks for a token, and the request has none that it knows");
        add(
                answers,
                "403",
                "The caller may not do this, the request comes by way of another web site, or the platform"
                        + " configured may not be loaded; nothing was started");
        if (path.contains("{")) {
            add(answers, "404", "There is nothing of this name");
        }
        if (isNegotiated(operation)) {
            add(answers, "406", "None of the accepted media types is offered");
        }
        if (operation.getRequestBody() != null) {
            add(answers, "413", "The body is larger than any request");
            add(answers, "415", "The body is not JSON");
        }
        add(answers, "500", "Something went wrong; the answer has an id of the log");
        if (!WITHOUT_DATABASE.contains(path)) {
            add(answers, "503", "A database or the platform cannot be used now, or the service is shutting down");
        }
        ApiResponses sorted = new ApiResponses();
        sorted.putAll(answers);
        return sorted;
    }

    private static void add(Map<String, ApiResponse> answers, String status, String description) {
        answers.computeIfAbsent(status, absent -> new ApiResponse().description(description));
    }

    /** Events are sent whatever is accepted; an answer without a body has no media type. */
    private static boolean isNegotiated(Operation operation) {
        return operation.getResponses().values().stream()
                .filter(response -> response.getContent() != null)
                .flatMap(response -> response.getContent().keySet().stream())
                .anyMatch(type -> !type.equals(org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE));
    }

    private static Schema<?> problem() {
        Schema<String> type = DocumentedRequests.text();
        type.setDescription("Stable name of the kind of problem");
        type.setEnum(Arrays.stream(ProblemType.values()).map(ProblemType::uri).toList());
        Schema<?> problem = new Schema<>()
                .types(Set.of("object"))
                .description("What was wrong with a request (RFC 9457). Nothing was started or stored.")
                .addProperty("type", type)
                .addProperty("title", text("The kind in words", "A value cannot be accepted"))
                .addProperty("status", new Schema<>().types(Set.of("integer")).example(400))
                .addProperty("detail", text("What is wrong and how to fix it", "rate must be above 0, was -1.0"))
                .addProperty("instance", text("The address of the request", "/api/v1/runs"))
                .addProperty("field", text("The field at fault", "rate"))
                .addProperty("value", text("What it held", "-1.0"))
                .addProperty(
                        "accepted",
                        new Schema<>().description("What it may hold").example("above 0"));
        problem.setRequired(List.of("type", "title", "status", "detail"));
        return problem;
    }

    private static Schema<?> text(String description, String example) {
        return DocumentedRequests.text().description(description).example(example);
    }
}
