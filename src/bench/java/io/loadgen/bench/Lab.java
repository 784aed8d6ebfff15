package io.loadgen.bench;

import io.loadgen.sandbox.NatsServer;
import java.io.IOException;

/** A nats-server, the echo and both contenders, each in a process of its own. */
final class Lab implements AutoCloseable {
    private final NatsServer server;
    private final WorkerProcess echo;
    private final WorkerProcess bare;
    private final WorkerProcess engine;

    private Lab(NatsServer server) throws IOException {
        this.server = server;
        this.echo = WorkerProcess.start("echo", server.url());
        this.bare = contender("bare");
        this.engine = contender("engine");
        bare.restBetweenTasks();
        engine.restBetweenTasks();
    }

    private WorkerProcess contender(String role) throws IOException {
        return WorkerProcess.start(role, server.url(), "server=" + server.pid(), "responder=" + echo.pid());
    }

    static Lab start() throws IOException {
        NatsServer server = NatsServer.start();
        try {
            return new Lab(server);
        } catch (IOException | RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    WorkerProcess echo() {
        return echo;
    }

    WorkerProcess bare() {
        return bare;
    }

    WorkerProcess engine() {
        return engine;
    }

    /** One more engine, which has not run yet: to be closed by the caller. */
    WorkerProcess freshEngine() throws IOException {
        return contender("engine");
    }

    /** Full rate for some seconds: at a low one the compilers would be at work for minutes, and be what is measured. */
    void warmUp(long requests) throws IOException {
        Task full = Task.fullRate(Workload.FRONTDOOR, 3, false, requests);
        echo.ask(full);
        bare.ask(full);
        engine.ask(full);
    }

    @Override
    public void close() throws IOException {
        engine.close();
        bare.close();
        echo.close();
        server.close();
    }
}
