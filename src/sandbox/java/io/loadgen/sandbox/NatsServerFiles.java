package io.loadgen.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The program among files. */
final class NatsServerFiles {
    static final String PROGRAM = "nats-server";

    private NatsServerFiles() {}

    /** Tells whether this is a file that we may run. */
    static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /** Finds the program in an unpacked archive, whose layout differs by vendor. */
    static Path findProgram(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith(PROGRAM) && Files.isRegularFile(file))
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no " + PROGRAM + " in the archive"));
        }
    }
}
