package io.loadgen.deployment;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void theCacheIsTrainedWithTheFlagsOfTheStart() throws Exception {
        String dockerfile = Files.readString(ROOT.resolve("Dockerfile"));

        assertThat(dockerfile)
                .contains("RUN java @/app/jvm.options ", "ENTRYPOINT [\"java\", \"@/app/jvm.options\",")
                .contains("-XX:AOTCacheOutput=/app/loadgen.aot", "\"-XX:AOTCache=/app/loadgen.aot\"");
        assertThat(dockerfile.lines().filter(line -> line.contains("-XX:+Use"))).isEmpty();
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
