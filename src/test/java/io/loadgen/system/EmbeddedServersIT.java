package io.loadgen.system;

/** The suite of the servers on those of the sandbox. */
class EmbeddedServersIT extends ServersSuite {
    @Override
    Servers start() {
        return new EmbeddedServers();
    }
}
