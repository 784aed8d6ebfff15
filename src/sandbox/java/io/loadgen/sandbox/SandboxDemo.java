package io.loadgen.sandbox;

import io.loadgen.lifecycle.RunEvent;
import io.loadgen.lifecycle.RunListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClientException;

/**
 * The first run, made by itself as soon as the service is up and through its public API, as a user would: seeds a
 * fixture set, loads it, and prints where to go on below the report that the service writes. The service goes on serving.
 *
 * <p>Works on a thread of its own, which ends with the context.
 */
final class SandboxDemo implements ApplicationListener<ApplicationReadyEvent>, RunListener, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxDemo.class);
    private static final String FIXTURE = """
            {"preset":"members-medium","seed":42}""";
    private static final String RUN = """
            {"type":"sustained","fixture":"members-medium-42","rate":50,"duration":"20s","warmup":"5s"}""";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration REPORT_LIMIT = Duration.ofSeconds(5);

    private final Environment environment;
    private final PrintStream console;
    private @Nullable Thread thread;
    private volatile boolean stopping;

    /** Opens when the service has told of the end of a run, its report written. */
    private final CountDownLatch reported = new CountDownLatch(1);

    SandboxDemo(Environment environment, PrintStream console) {
        this.environment = environment;
        this.console = console;
    }

    @Override
    public synchronized void onApplicationEvent(ApplicationReadyEvent event) {
        if (thread == null) {
            thread = Thread.ofPlatform().name("sandbox-demo").start(this::run);
        }
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.Ended) {
            reported.countDown();
        }
    }

    @Override
    public synchronized void destroy() throws InterruptedException {
        stopping = true;
        if (thread != null) {
            thread.interrupt();
            thread.join(STOP_LIMIT);
        }
    }

    private void run() {
        String service = "http://127.0.0.1:" + environment.getProperty("local.server.port");
        DemoClient client = new DemoClient(service);
        try {
            LOG.info("Demo: seeding {}", FIXTURE);
            client.seed(FIXTURE);
            LOG.info("Demo: running {}", RUN);
            String run = client.run(RUN);
            if (!reported.await(REPORT_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("Demo: the service has not told of the end of its run");
            }
            printAddresses(service, run);
        } catch (InterruptedException e) {
            LOG.info("Demo: ended with the service");
        } catch (RestClientException | SandboxException e) {
            reportFailure(e);
        }
    }

    /** A call that the interrupt hits fails like one that the service refuses. */
    private void reportFailure(RuntimeException failure) {
        if (stopping) {
            LOG.info("Demo: ended with the service");
        } else {
            LOG.error("Demo: failed; the service goes on serving", failure);
        }
    }

    private void printAddresses(String service, String run) {
        String management = "http://127.0.0.1:"
                + environment.getProperty(
                        "local.management.port", environment.getProperty("local.server.port", "unknown"));
        console.printf("  Web page    %s/%n", service);
        console.printf("  Swagger UI  %s/swagger-ui.html%n", service);
        console.printf("  Metrics     %s/actuator/prometheus%n", management);
        console.printf("  Report      %s%s/report%n", service, run);
        console.printf("  Ctrl-C ends everything.%n%n");
        console.flush();
    }
}
