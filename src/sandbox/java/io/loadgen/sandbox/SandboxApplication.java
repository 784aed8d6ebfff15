package io.loadgen.sandbox;

import io.loadgen.LoadgenApplication;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Profile;

/**
 * The service together with a whole platform to load, on this machine. The annotation marks the class for the build: of
 * all main classes among tests and sandbox, {@code spring-boot:test-run} takes the one that has it.
 */
@SpringBootApplication
@Profile(SandboxApplication.PROFILE)
public class SandboxApplication {
    static final String PROFILE = "sandbox";

    /**
     * Starts the sandbox, then the service.
     *
     * @param args Spring Boot's command line
     */
    public static void main(String[] args) {
        run(Map.of("loadgen.sandbox.history-file", historyFile()), args);
    }

    /**
     * Starts the sandbox, then the service, as {@link #main} does; but the history of runs ends with it.
     *
     * @param args as on the command line
     * @return the running service; closing it ends everything
     */
    public static ConfigurableApplicationContext start(String... args) {
        return run(Map.of(), args);
    }

    /** The user's own, so that runs are still there tomorrow, or after a crash. */
    private static String historyFile() {
        String data = System.getenv("XDG_DATA_HOME");
        Path folder = data == null || data.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "share")
                : Path.of(data);
        return folder.resolve("loadgen").resolve("sandbox-history.mv").toString();
    }

    private static ConfigurableApplicationContext run(Map<String, Object> defaults, String... args) {
        SpringApplication application = new SpringApplication(LoadgenApplication.class, SandboxConfiguration.class);
        application.setMainApplicationClass(SandboxApplication.class);
        application.setAdditionalProfiles(PROFILE);
        application.setDefaultProperties(defaults);
        application.addListeners(new SandboxStarter());
        return application.run(args);
    }
}
