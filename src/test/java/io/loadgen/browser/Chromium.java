package io.loadgen.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.AddHasCdp;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.chromium.ChromiumDriverCommandExecutor;
import org.openqa.selenium.chromium.HasCdp;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.RemoteExecuteMethod;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.http.ClientConfig;
import org.springframework.util.FileSystemUtils;

/**
 * The machine's own Chromium, driven through the chromedriver that comes with it: nothing is downloaded. All that both write is in a
 * directory that goes with them. Shows one page at a time; not for several threads.
 */
public final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private final Path home;
    private final ChromeDriverService service;
    private final RemoteWebDriver driver;
    private final HasCdp devTools;
    private final Thread lastResort = new Thread(this::clear);

    /** Starts it; skips the test that asks where it is not installed: {@code apt-get install chromium chromium-driver}. */
    public static Chromium start() {
        for (Path program : List.of(PROGRAM, DRIVER)) {
            assumeTrue(Files.isExecutable(program), "Chromium and its driver are not installed: no " + program);
        }
        return new Chromium();
    }

    private Chromium() {
        try {
            this.home = Files.createTempDirectory("loadgen-chromium");
            Files.createDirectory(downloads());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .withEnvironment(Map.of("TMPDIR", home.toString()))
                .withLogFile(new File(home.toFile(), "chromedriver.log"))
                .withTimeout(Duration.ofMinutes(2))
                .build();
        Runtime.getRuntime().addShutdownHook(lastResort);
        // Not Selenium's ChromeDriver: it would have what looks for browsers, and downloads them, at hand.
        AddHasCdp commands = new AddHasCdp();
        try {
            this.driver = new RemoteWebDriver(
                    new ChromiumDriverCommandExecutor(
                            service, commands.getAdditionalCommands(), ClientConfig.defaultConfig()),
                    options());
            this.devTools = commands.getImplementation(driver.getCapabilities(), new RemoteExecuteMethod(driver));
        } catch (RuntimeException e) {
            end();
            throw e;
        }
    }

    private ChromeOptions options() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(PROGRAM.toFile());
        options.addArguments(
                "--headless=new",
                "--hide-scrollbars",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-quic",
                "--user-data-dir=" + home.resolve("profile"));
        options.setExperimentalOption(
                "prefs", Map.of("download.default_directory", downloads().toString()));
        options.setExperimentalOption("perfLoggingPrefs", Map.of("enableNetwork", true, "enablePage", false));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        return options;
    }

    /** Opens an empty page, so many pixels wide and 800 high, in place of the one that is open: it knows nothing of that. */
    public Page open(int width, ColorScheme colors) {
        String before = driver.getWindowHandle();
        String page = driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
        driver.switchTo().window(before).close();
        driver.switchTo().window(page);
        return new Page(driver, devTools, downloads(), width, colors);
    }

    private Path downloads() {
        return home.resolve("downloads");
    }

    /** Ends it, and whatever it has started. */
    @Override
    public void close() {
        try {
            driver.quit();
        } finally {
            end();
        }
    }

    private void end() {
        Runtime.getRuntime().removeShutdownHook(lastResort);
        clear();
    }

    private void clear() {
        kill();
        try {
            FileSystemUtils.deleteRecursively(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what is left of the browser, and waits until nothing is. */
    private void kill() {
        service.stop();
        List<ProcessHandle> left = processes();
        left.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(left.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** Those that have the directory in their command line. */
    private List<ProcessHandle> processes() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> process.info().commandLine().orElse("").contains(home.toString()))
                    .toList();
        }
    }
}
