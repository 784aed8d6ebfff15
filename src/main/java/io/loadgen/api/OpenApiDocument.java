package io.loadgen.api;

import io.loadgen.report.ComparisonFormat;
import io.loadgen.report.Format;
import io.loadgen.report.ReportFormats;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The frame of the API's description, and what all operations have in common: how they fail. */
@Configuration(proxyBeanMethods = false)
class OpenApiDocument {
    private static final String PROBLEM = "Problem";
    private static final String BEARER = "bearer";

    @Bean
    OpenAPI loadgenDescription() {
        return new OpenAPI()
                .info(new Info()
                        .title("Loadgen")
                        .version("v1")
                        .description(
                                "Load-tests adding members to a room of a chat platform. Seed a fixture set, start a"
                                        + " run, read its report: the examples work when pressed in that order.")
                        .license(new License().name("Apache-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme(BEARER)
                                        .description("Only where the service is configured with tokens or an issuer")))
                // Either none or a token: which, is a matter of the service's settings.
                .security(List.of(new SecurityRequirement(), new SecurityRequirement().addList(BEARER)))
                // Relative, so that "Try it out" works behind any host name.
                .servers(List.of(new Server().url("/")));
    }

    @Bean
    OpenApiCustomizer problemResponses() {
        return api -> {
            api.getComponents().addSchemas(PROBLEM, problemSchema());
            api.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(OpenApiDocument::describeFailures);
        };
    }

    @Bean
    OpenApiCustomizer offeredFormats() {
        return api -> {
            offer(api, "/api/v1/runs/{id}/report", ReportFormats.ALL);
            offer(api, "/api/v1/runs/{id}/comparison", ComparisonFormat.ALL);
        };
    }

    /** Adds to an operation what each format is asked for by, and what is answered then. */
    private static void offer(OpenAPI api, String path, List<? extends Format> formats) {
        Operation operation =
                Objects.requireNonNull(api.getPaths().get(path), path).getGet();
        Parameter choice = operation.getParameters().stream()
                .filter(parameter -> parameter.getName().equals("format"))
                .findFirst()
                .orElseThrow();
        Schema<String> names = new Schema<>();
        names.setType("string");
        names.setEnum(formats.stream().<String>map(Format::name).toList());
        choice.setSchema(names);
        choice.setDescription(formats.stream()
                .map(format -> "`" + format.name() + "`: " + format.label())
                .collect(Collectors.joining("; ", choice.getDescription() + ". ", "")));
        Content answers = Objects.requireNonNull(operation.getResponses().get("200"), path)
                .getContent();
        formats.forEach(format -> answers.computeIfAbsent(
                Formats.bareType(format), type -> new MediaType().schema(new Schema<>().type("string"))));
    }

    private static void describeFailures(Operation operation) {
        operation
                .getResponses()
                .addApiResponse(
                        "500", new ApiResponse().description("Something went wrong; the answer has an id of the log"));
        operation.getResponses().forEach((status, response) -> {
            if (status.compareTo("400") >= 0) {
                response.setContent(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
            }
        });
    }

    private static Schema<?> problemSchema() {
        return new Schema<>()
                .type("object")
                .description("What was wrong with a request (RFC 9457). Nothing was started or stored.")
                .addProperty("type", text("Stable name of the kind of problem", "urn:loadgen:problem:invalid-field"))
                .addProperty("title", text("The kind in words", "A value cannot be accepted"))
                .addProperty("status", new Schema<>().type("integer").example(400))
                .addProperty("detail", text("What is wrong and how to fix it", "rate must be above 0, was -1.0"))
                .addProperty("instance", text("The address of the request", "/api/v1/runs"))
                .addProperty("field", text("The field at fault", "rate"))
                .addProperty("value", text("What it held", "-1.0"))
                .addProperty(
                        "accepted",
                        new Schema<>().description("What it may hold").example("above 0"));
    }

    private static Schema<?> text(String description, String example) {
        return new Schema<>().type("string").description(description).example(example);
    }
}
