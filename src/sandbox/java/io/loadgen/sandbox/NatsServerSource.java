package io.loadgen.sandbox;

import java.io.IOException;
import java.nio.file.Path;

/** A place to obtain nats-server from without being root. */
interface NatsServerSource {
    /** Names the source for logs and errors. */
    String name();

    /**
     * Obtains the program.
     *
     * @param workFolder an empty folder to work in; the caller removes it
     * @return the program, somewhere in the folder
     * @throws IOException if it cannot be obtained here; the message says why
     */
    Path obtain(Path workFolder) throws IOException, InterruptedException;
}
