package io.loadgen.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

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

    /** Finds what was downloaded, whose name has a version in it. */
    static Path find(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no *" + ending + " was downloaded"));
        }
    }

    /** Takes the program out of a zip archive, and nothing else. */
    static Path unzipProgram(Path archive, Path folder) throws IOException {
        try (InputStream file = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(file)) {
            ZipEntry entry;
            while ((entry = zip.getNextEntry()) != null) {
                if (!entry.isDirectory() && Path.of(entry.getName()).endsWith(PROGRAM)) {
                    Path program = folder.resolve(PROGRAM);
                    Files.copy(zip, program);
                    return program;
                }
            }
        }
        throw new IOException("there is no " + PROGRAM + " in " + archive.getFileName());
    }
}
