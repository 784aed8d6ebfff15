package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.LoadgenApplication;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The training without the cache, which is the JVM's: that can be made of jars only. */
@Timeout(180)
class CacheTrainingIT {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final String RUN = """
            {"type":"sustained","fixture":"training-1","rate":20,"duration":"2s","warmup":"1s","usersPerAdd":1}""";

    @Test
    void theServiceIsLoadedAndEndsBySignal() throws Exception {
        assertThat(CacheTraining.train(service(), RUN)).isEqualTo(143);
    }

    @Test
    void aServiceThatDoesNotStartIsToldOf() {
        assertThatThrownBy(() -> CacheTraining.train(List.of(JAVA, "-version"), RUN))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("did not become ready");
    }

    private static List<String> service() {
        return List.of(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                LoadgenApplication.class.getName());
    }
}
