package io.loadgen.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.sandbox.CacheTraining;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can be said of the image without an engine to build it. */
@Timeout(300)
class ImageIT {
    private static final Path ROOT = Path.of("").toAbsolutePath();

    @Test
    void lintFindsNothing() throws Exception {
        Path lint = Tool.DOCKERFILE_UTILS.orSkip();

        Program.Outcome outcome = Program.run(ROOT, List.of(lint.toString(), "lint", "Dockerfile"));

        assertThat(outcome.exitCode()).as("%s", outcome.output()).isZero();
    }

    /** Another path of the jar would do: the JVM then refuses the cache, and says so to nobody who does not read the log. */
    @Test
    void theCacheIsTrainedWithTheFlagsAndTheJarOfTheStart() throws Exception {
        String dockerfile = Files.readString(ROOT.resolve("Dockerfile"));

        assertThat(dockerfile)
                .contains(
                        CacheTraining.class.getName() + " \\\n",
                        " java @/app/jvm.options -XX:AOTCacheOutput=/app/loadgen.aot -jar /app/loadgen.jar \\\n",
                        "ENTRYPOINT [\"java\", \"@/app/jvm.options\", \"-XX:AOTCache=/app/loadgen.aot\", \"-jar\","
                                + " \"/app/loadgen.jar\"]");
        assertThat(dockerfile.lines().filter(line -> line.contains("-XX:+Use"))).isEmpty();
    }

    /** Whatever the Dockerfile copies must get past the list of what it may not see. */
    @Test
    void whatIsCopiedIsPartOfTheContext() throws Exception {
        List<String> ignored = Files.readAllLines(ROOT.resolve(".dockerignore"));

        assertThat(Files.readString(ROOT.resolve("Dockerfile")).lines().filter(line -> line.startsWith("COPY src/")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(ignored).contains("!" + line.split(" ", -1)[1]));
    }

    @Test
    void everyFlagIsExplained() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/explanation/jvm-flags.md"));

        assertThat(Files.readAllLines(ROOT.resolve("src/main/docker/jvm.options")))
                .filteredOn(line -> line.startsWith("-"))
                .hasSizeGreaterThan(5)
                .allSatisfy(flag -> assertThat(page).contains("`" + flag + "`"));
    }

    @Test
    void everyFlagIsOneThatThisJavaKnows() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");

        Program.Outcome outcome = Program.run(
                ROOT, List.of(java.toString(), "@src/main/docker/jvm.options", "-Xms16m", "-Xmx64m", "-version"));

        assertThat(outcome.exitCode()).as("%s", outcome.output()).isZero();
        assertThat(outcome.output()).doesNotContain("warning");
    }

    @Test
    void filesAreOfTheTimeThatTheBuildNames() throws Exception {
        Matcher epoch =
                Pattern.compile("ARG SOURCE_DATE_EPOCH=(\\d+)").matcher(Files.readString(ROOT.resolve("Dockerfile")));
        assertThat(epoch.find()).isTrue();

        assertThat(Files.readString(ROOT.resolve("pom.xml")))
                .contains("<project.build.outputTimestamp>" + Instant.ofEpochSecond(Long.parseLong(epoch.group(1)))
                        + "</project.build.outputTimestamp>");
    }
}
