package io.loadgen.api;

import io.loadgen.fixtures.FixtureLimits;
import io.loadgen.report.ComparisonFormat;
import io.loadgen.report.Format;
import io.loadgen.report.ReportFormats;
import io.loadgen.spec.RunLimits;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
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
                        .license(new License().name("Apache License 2.0").identifier("Apache-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme(BEARER)
                                        .description("Only where the service is configured with tokens or an issuer")))
                // Either none or a token: which, is a matter of the service's settings.
                .security(List.of(new SecurityRequirement(), new SecurityRequirement().addList(BEARER)))
                // Relative to the document, so that "Try it out" works behind any host name and below any path.
                .servers(List.of(new Server().url("..")));
    }

    @Bean
    OpenApiCustomizer documentedFailures() {
        return new DocumentedFailures();
    }

    @Bean
    OpenApiCustomizer documentedRequests(RunLimits runs, FixtureLimits fixtures) {
        return new DocumentedRequests(runs, fixtures);
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
        Schema<String> names = DocumentedRequests.text();
        names.setEnum(formats.stream().<String>map(Format::name).toList());
        choice.setSchema(names);
        choice.setDescription(formats.stream()
                .map(format -> "`" + format.name() + "`: " + format.label())
                .collect(Collectors.joining("; ", choice.getDescription() + ". ", "")));
        Content answers = Objects.requireNonNull(operation.getResponses().get("200"), path)
                .getContent();
        formats.forEach(format -> answers.computeIfAbsent(
                Formats.bareType(format), type -> new MediaType().schema(DocumentedRequests.text())));
    }
}
