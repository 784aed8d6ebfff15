package io.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a rendering with the file that a person has read and found right. */
public final class Golden {
    private static final Path ACTUAL = Path.of("target", "golden");

    private Golden() {}

    /** Leaves what was rendered in {@code target/golden}, to be read and, if right, copied over the golden file. */
    public static void assertMatches(String name, String rendered) {
        try (InputStream file = Golden.class.getResourceAsStream(name)) {
            Files.createDirectories(ACTUAL);
            Files.writeString(ACTUAL.resolve(name), rendered);
            String golden = file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rendered).as("see %s", ACTUAL.resolve(name)).isEqualTo(golden);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
