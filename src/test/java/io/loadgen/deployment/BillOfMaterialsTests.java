package io.loadgen.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The jar tells what it is made of, and nothing in it has a licence that nobody has thought about. */
class BillOfMaterialsTests {
    /** Of those that a component may be had under, one has to be here. */
    private static final Set<String> ACCEPTED =
            Set.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "EPL-2.0", "Bouncy Castle Licence");

    private final JsonNode bill = bill();

    private static JsonNode bill() {
        try (InputStream found =
                BillOfMaterialsTests.class.getResourceAsStream("/META-INF/sbom/application.cdx.json")) {
            assumeThat(found).as("it is made by builds that are not offline").isNotNull();
            return JsonMapper.shared().readTree(found);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void namesWhatIsInTheJarAndNothingOfTheTests() {
        assertThat(components().map(component -> component.path("name").asString()))
                .contains(
                        "spring-boot", "jnats", "HdrHistogram", "micrometer-registry-prometheus", "mongodb-driver-sync")
                .doesNotContain("junit-jupiter-api", "mongo-java-server");
    }

    @Test
    void everythingHasALicenceThatIsAccepted() {
        assertThat(components())
                .isNotEmpty()
                .allSatisfy(component -> assertThat(licences(component))
                        .as(component.path("purl").asString())
                        .anyMatch(ACCEPTED::contains));
    }

    private Stream<JsonNode> components() {
        return bill.path("components").valueStream();
    }

    private static Stream<String> licences(JsonNode component) {
        return component
                .path("licenses")
                .valueStream()
                .map(found -> found.path("license")
                        .path("id")
                        .asString(found.path("license").path("name").asString()));
    }
}
