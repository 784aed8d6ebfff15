package io.loadgen;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The package map: which capability may know which. */
class ArchitectureTests {
    private static final String ROOT = "io.loadgen";

    /** Every package of the product; each may depend only on those before it. */
    private static final List<String> PACKAGES = List.of(
            "contract",
            "time",
            "spec",
            "latency",
            "growth",
            "result",
            "verdict",
            "comparison",
            "measurement",
            "injection",
            "fixtures",
            "audit",
            "preflight",
            "conformance",
            "engine",
            "lifecycle",
            "history",
            "report",
            "application",
            "nats",
            "mongo",
            "valkey",
            "security",
            "api",
            "operations",
            "cli");

    private static final List<String> WITH_SPRING = List.of("mongo", "valkey", "security", "api", "operations", "cli");

    private static final List<String> PURE =
            List.of("contract", "spec", "latency", "growth", "result", "verdict", "comparison");

    /** As many values as are told apart by their place. */
    private static final int MOST_COMPONENTS = 8;

    /**
     * Packages whose values are JSON that users write, read or keep: what was asked, what was found. Their components are the fields of
     * objects that are flat there.
     */
    private static final List<String> JSON = List.of("spec", "result");

    /** The same elsewhere, each with the JSON or the settings whose flat names it bears. */
    private static final Map<String, String> FLAT_BY_NAME = Map.of(
            "fixtures.FixtureRequest", "the body of POST /api/v1/fixtures",
            "history.RunSummary", "an entry of the list of runs, kept in the history",
            "comparison.Comparison", "the answer of GET /api/v1/comparisons",
            "comparison.Comparison$Method", "how a comparison was made, in it",
            "comparison.Comparison$PercentileChange", "a percentile of a comparison, in it",
            "operations.LoadgenProperties", "loadgen.*",
            "operations.LoadgenProperties$Runs", "loadgen.runs.*",
            "operations.LoadgenProperties$History", "loadgen.history.*",
            "operations.NatsProperties", "loadgen.nats.*");

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void mapNamesEveryPackage() {
        Stream<String> found = PRODUCT.stream()
                .map(type -> type.getPackageName())
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1).split("\\.", 2)[0])
                .distinct();

        assertThat(found).containsExactlyInAnyOrderElementsOf(PACKAGES);
    }

    static Stream<String> packages() {
        return PACKAGES.stream();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void packageDependsOnlyOnThoseAboveIt(String name) {
        String[] below = PACKAGES.subList(PACKAGES.indexOf(name) + 1, PACKAGES.size()).stream()
                .map(ArchitectureTests::in)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(in(name))
                .should()
                .dependOnClassesThat(resideInAnyPackage(below))
                .because("each line of the package map depends only on lines above it; turn the arrow round by a port")
                .check(PRODUCT);
    }

    @Test
    void theInstrumentKnowsNoLoad() {
        classes()
                .that()
                .resideInAPackage(in("measurement"))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackages(ROOT + "..")
                        .or(resideInAnyPackage(
                                in("contract"),
                                in("time"),
                                in("spec"),
                                in("latency"),
                                in("result"),
                                in("measurement"))))
                .because("the instrument must be testable without a load")
                .check(PRODUCT);
    }

    @Test
    void valuesAndRulesAreFreeOfInputAndOutput() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE.stream().map(ArchitectureTests::in).toArray(String[]::new))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.net..",
                        "java.nio.file..",
                        "java.sql..",
                        "java.util.concurrent..",
                        "com.mongodb..",
                        "org.bson.."))
                .because("what was asked, what was found and what follows from it are functions of values")
                .check(PRODUCT);
    }

    @Test
    void theEngineKnowsNoAdapter() {
        noClasses()
                .that()
                .resideInAPackage(in("engine"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(in("nats"), in("mongo"), in("sandbox")))
                .because("a generator reaches the platform through the ports of injection")
                .check(PRODUCT);
    }

    @Test
    void nothingKnowsTheApiOrTheOperations() {
        noClasses()
                .that()
                .resideOutsideOfPackages(in("api"), in("operations"), in("cli"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(in("api"), in("operations")))
                .because("they are the service's edge")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAPackage(in("operations"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(in("api")))
                .because("the container finds controllers by itself")
                .check(PRODUCT);
    }

    @Test
    void theCommandLineDoesNotKnowTheApi() {
        noClasses()
                .that()
                .resideInAPackage(in("cli"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(in("api")))
                .because("both edges meet in application")
                .check(PRODUCT);
    }

    @Test
    void controllersKnowNeitherGeneratorsNorInjection() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .dependOnClassesThat(resideInAnyPackage(in("engine"), in("injection")))
                .because("a controller asks the run manager")
                .check(PRODUCT);
    }

    @Test
    void springStaysAtTheEdges() {
        String[] springFree = PACKAGES.stream()
                .filter(name -> !WITH_SPRING.contains(name))
                .map(ArchitectureTests::in)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAnyPackage(springFree)
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.springframework.."))
                .because("these packages run without a container; wire them by @Bean methods in operations")
                .check(PRODUCT);
    }

    @Test
    void theWebStaysInTheApi() {
        noClasses()
                .that()
                .resideOutsideOfPackages(in("api"), in("security"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.springframework.web..", "org.springframework.http..", "jakarta.servlet.."))
                .because("what is asked for and refused is the same on the command line")
                .check(PRODUCT);
    }

    @Test
    void onlyTheAdapterKnowsTheNatsClient() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("nats"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.nats.."))
                .because("another client, or another version of it, must cost one package")
                .check(PRODUCT);
    }

    @Test
    void onlyTheAdapterAndItsWiringKnowTheMongoDriver() {
        noClasses()
                .that()
                .resideOutsideOfPackages(in("mongo"), in("operations"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.mongodb..", "org.bson.."))
                .because("what the driver throws is told in the words of the ports")
                .check(PRODUCT);
    }

    @Test
    void onlyTheAdapterKnowsTheValkeyClient() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("valkey"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.lettuce..", "org.springframework.data.redis.."))
                .because("only contract A has keys in Valkey, and nothing else may come to need it")
                .check(PRODUCT);
    }

    @Test
    void adaptersOfTheTwoStoresDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage(in("valkey"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(in("mongo"), in("nats")))
                .because("they meet in the ports of fixtures")
                .check(PRODUCT);
    }

    @Test
    void nothingOfTheProductKnowsTheSandbox() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(in("sandbox")))
                .because("the sandbox is not in the jar")
                .check(PRODUCT);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void noConstructorTakesMoreThanCanBeTold() {
        Stream<String> found = PRODUCT.stream()
                .filter(type -> !resideInAnyPackage(
                                JSON.stream().map(ArchitectureTests::in).toArray(String[]::new))
                        .test(type))
                .filter(type -> type.getConstructors().stream().anyMatch(ArchitectureTests::takesTooMuch))
                .map(type -> type.getName().substring(ROOT.length() + 1));

        assertThat(found)
                .as(
                        "classes with a constructor of more than %d parameters: group what belongs together",
                        MOST_COMPONENTS)
                .containsExactlyInAnyOrderElementsOf(FLAT_BY_NAME.keySet());
    }

    /** Of an enum the first two are the compiler's. */
    private static boolean takesTooMuch(JavaConstructor constructor) {
        int own = constructor.getOwner().isEnum() ? 2 : 0;
        return constructor.getRawParameterTypes().size() - own > MOST_COMPONENTS;
    }

    private static String in(String name) {
        return ROOT + "." + name + "..";
    }
}
