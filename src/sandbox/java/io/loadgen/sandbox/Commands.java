package io.loadgen.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs programs of the machine to their end; a seam for tests. */
interface Commands {
    /**
     * Runs one program.
     *
     * @param folder its working folder
     * @param command the program and its arguments
     * @return what came of it, also if it failed
     * @throws IOException if it cannot be started or does not end in time
     */
    Outcome run(Path folder, List<String> command) throws IOException, InterruptedException;

    /**
     * Runs one program that has to succeed.
     *
     * @throws IOException if it does not; the message has the end of what it printed, on one line
     */
    default void succeed(Path folder, List<String> command) throws IOException, InterruptedException {
        Outcome outcome = run(folder, command);
        if (!outcome.succeeded()) {
            throw new IOException("`%s` ended with %d: %s"
                    .formatted(String.join(" ", command), outcome.exitCode(), outcome.lastLines()));
        }
    }

    /**
     * What came of a program.
     *
     * @param exitCode 0 for success
     * @param output what it printed, errors included
     */
    record Outcome(int exitCode, String output) {
        private static final int SAID_AT_THE_END = 3;

        boolean succeeded() {
            return exitCode == 0;
        }

        /** Where programs say why they failed. */
        String lastLines() {
            List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
            return String.join("; ", lines.subList(Math.max(0, lines.size() - SAID_AT_THE_END), lines.size()));
        }
    }
}
