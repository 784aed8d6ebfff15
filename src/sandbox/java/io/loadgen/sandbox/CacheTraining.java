package io.loadgen.sandbox;

import io.loadgen.contract.ContractVersion;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.ResourceAccessException;

/**
 * Starts a service by the command that it is given, loads the sandbox by it as a user would, and ends it: what the JVM learned of the
 * service meanwhile, which classes are needed and which ways through their methods are taken, is in the cache that the command names.
 */
public final class CacheTraining {
    private static final Logger LOG = LoggerFactory.getLogger(CacheTraining.class);

    private static final String FIXTURE = """
            {"preset":"training","seed":1,"rooms":100,"baselineMembers":2,"candidatesPerRoom":200,"users":2000}""";

    /** Long enough for the compilers to be done with the path of a request, and slow enough for a build machine. */
    private static final String RUN = """
            {"type":"sustained","fixture":"training-1","rate":250,"duration":"30s","warmup":"5s","usersPerAdd":1,
            "slo":{"e1":{"p99":"1s"},"errorRate":0.01}}""";

    /** What is looked at before a run, meanwhile and after it. */
    private static final List<String> LOOKS = List.of("/", "/api/v1/preflight?fixture=training-1", "/api/v1/runs");

    private static final List<String> FORMATS = List.of("json", "text", "html", "csv", "hlog");
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    /** The cache is written at the end of the process. */
    private static final Duration END_LIMIT = Duration.ofMinutes(5);

    private CacheTraining() {}

    /**
     * Trains.
     *
     * @param command starts the service, the file of its cache among the JVM's flags; further arguments of the service are added
     * @throws IOException when it cannot be started
     * @throws InterruptedException when interrupted
     */
    public static void main(String[] command) throws IOException, InterruptedException {
        train(List.of(command), RUN);
    }

    /** Trains by a run of one's own, of the fixture set {@code training-1}; returns what the service ended with. */
    static int train(List<String> command, String run) throws IOException, InterruptedException {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.of(ContractVersion.B))) {
            int port = freePort();
            int managementPort = freePort();
            List<String> whole = new ArrayList<>(command);
            whole.addAll(List.of(
                    "--server.port=" + port,
                    "--management.server.port=" + managementPort,
                    "--loadgen.nats.url=" + sandbox.natsUrl(),
                    "--loadgen.mongo.uri=" + sandbox.mongoUri(),
                    "--loadgen.mongo.database=" + sandbox.settings().database(),
                    "--loadgen.site=" + sandbox.settings().site()));
            Process service = new ProcessBuilder(whole).inheritIO().start();
            try {
                awaitReady(new DemoClient("http://127.0.0.1:" + managementPort), service);
                use(new DemoClient("http://127.0.0.1:" + port), run);
                return end(service);
            } finally {
                service.destroyForcibly();
            }
        }
    }

    private static void awaitReady(DemoClient management, Process service) throws InterruptedException {
        long startNanos = System.nanoTime();
        while (!isReady(management)) {
            if (!service.isAlive() || System.nanoTime() - startNanos > START_LIMIT.toNanos()) {
                throw new SandboxException("The service did not become ready");
            }
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException("while the service started");
            }
        }
    }

    private static boolean isReady(DemoClient management) {
        try {
            return management.answers("/actuator/health/readiness");
        } catch (ResourceAccessException notListening) {
            return false;
        }
    }

    private static void use(DemoClient client, String asked) throws InterruptedException {
        LOG.info("The service is ready, and seeds");
        String fixture = client.seed(FIXTURE);
        LOG.info("The service runs");
        LOOKS.forEach(client::answers);
        String run = client.run(asked);
        String state = client.state(run);
        if (!state.equals("COMPLETED")) {
            throw new SandboxException("The training run ended " + state + ": the cache would know nothing of a run");
        }
        FORMATS.forEach(format -> client.answers(run + "/report?format=" + format));
        client.remove(fixture);
        LOG.info("The service has run and is asked to end");
    }

    /** By the signal that ends it in every deployment. */
    private static int end(Process service) throws InterruptedException {
        service.toHandle().destroy();
        if (!service.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new SandboxException("The service did not end within " + END_LIMIT);
        }
        LOG.info("The service ended with {}", service.exitValue());
        return service.exitValue();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
