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
     * What came of a program.
     *
     * @param exitCode 0 for success
     * @param output what it printed, errors included
     */
    record Outcome(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }
}
