package io.loadgen.system;

import io.loadgen.SideBySide;

/** The suite of the servers on those of the sandbox. */
@SideBySide
class EmbeddedServersIT extends ServersSuite {
    @Override
    Servers start() {
        return new EmbeddedServers();
    }
}
