package io.loadgen.bench;

import io.loadgen.sandbox.CacheTraining;
import io.loadgen.sandbox.EmbeddedMongo;
import io.loadgen.sandbox.NatsServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * From the start of the process to its first "ready", with NATS and MongoDB there: the jar as it is packaged, beside the jar taken
 * apart, started with a cache that was trained as that of the image is. Both with the image's flags, since a cache is for the flags that
 * it was made under.
 */
final class StartupSection implements Section {
    /** Those of the image, but for a heap that is touched as it is needed: how much that is, is looked at. */
    private static final List<String> FLAGS =
            List.of("@src/main/docker/jvm.options", "-XX:-AlwaysPreTouch", "-Xms64m", "-Xmx512m");

    private static final long LOOK_NANOS = 10_000_000;
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    /** After this a started service has done what it does after its start. */
    private static final int SETTLE_SECONDS = 5;

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String title() {
        return "Start to ready; the reference is the packaged jar, Loadgen's side the jar taken apart, with an AOT cache";
    }

    @Override
    public List<Line> run(BenchOptions options) throws Exception {
        if (!Files.isRegularFile(options.jar())) {
            throw new IllegalStateException("no packaged service at " + options.jar());
        }
        Path folder = Files.createTempDirectory("loadgen-startup-");
        run(
                folder,
                "-Djarmode=tools",
                "-jar",
                options.jar().toString(),
                "extract",
                "--force",
                "--destination",
                folder.toString());
        Path jar = folder.resolve(options.jar().getFileName());
        Path cache = folder.resolve("loadgen.aot");
        try (NatsServer nats = NatsServer.start();
                EmbeddedMongo mongo = EmbeddedMongo.start();
                HttpClient client = HttpClient.newHttpClient()) {
            List<String> addresses =
                    List.of("--loadgen.nats.url=" + nats.url(), "--loadgen.mongo.uri=" + mongo.connectionString());
            train(folder, java("-XX:AOTCacheOutput=" + cache, "-jar", jar.toString()));
            Pairs pairs = Pairs.run(
                    "startup",
                    options.pairs(),
                    () -> start(
                            client,
                            folder,
                            addresses,
                            "-jar",
                            options.jar().toAbsolutePath().toString()),
                    () -> start(client, folder, addresses, "-XX:AOTCache=" + cache, "-jar", jar.toString()));
            return List.of(
                    pairs.line("seconds to ready", "readySeconds", new Line.Bar.AtMost(0.5)),
                    pairs.line("seconds to ready, as such", "readySeconds", new Line.Bar.Below(3)),
                    pairs.line("resident memory when idle, MB", "residentMegabytes", new Line.Bar.Below(330)));
        }
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of(arguments));
        return command;
    }

    private static void train(Path folder, List<String> service) throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), CacheTraining.class.getName()));
        arguments.addAll(service);
        run(folder, arguments.toArray(String[]::new));
    }

    private static void run(Path folder, String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("preparation.log");
        Process process = new ProcessBuilder(java(arguments))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(List.of(arguments) + " failed:\n" + Files.readString(log));
        }
    }

    private static Map<String, Double> start(
            HttpClient client, Path folder, List<String> addresses, String... arguments) throws IOException {
        int port = freePort();
        int managementPort = freePort();
        List<String> command = java(arguments);
        command.addAll(addresses);
        command.addAll(List.of("--server.port=" + port, "--management.server.port=" + managementPort));
        long startNanos = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("service.log").toFile())
                .start();
        try {
            awaitReady(
                    client, URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness"), process);
            Map<String, Double> figures = new TreeMap<>();
            figures.put("readySeconds", (System.nanoTime() - startNanos) / 1e9);
            process.waitFor(SETTLE_SECONDS, TimeUnit.SECONDS);
            figures.put("residentMegabytes", residentMegabytes(process.pid()));
            return figures;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a service started", interrupted);
        } finally {
            process.destroy();
            process.onExit().join();
        }
    }

    private static void awaitReady(HttpClient client, URI readiness, Process process)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(readiness).build();
        long giveUpNanos = System.nanoTime() + PATIENCE_NANOS;
        while (process.isAlive() && System.nanoTime() - giveUpNanos < 0) {
            try {
                if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (ConnectException notListening) {
                // It will.
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        throw new IllegalStateException("the service did not become ready");
    }

    private static double residentMegabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
