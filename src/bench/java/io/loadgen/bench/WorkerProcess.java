package io.loadgen.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One process of the benchmark, asked over its input and output. It ends with its input, so it does not outlive this JVM.
 *
 * <p>One thread at a time; blocks until the worker has answered.
 */
final class WorkerProcess implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Double>> FIGURES = new TypeReference<>() {};

    /** The same for both contenders, and but for the heap as in the image: that is fixed, so that neither spends time on growing it. */
    private static final List<String> JVM = List.of(
            "@src/main/docker/jvm.options",
            "-Xms1g",
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "-Dlogback.configurationFile=logback-bench.xml");

    private final Process process;
    private final BufferedWriter tasks;
    private final BufferedReader answers;
    private boolean rests;

    private WorkerProcess(Process process) {
        this.process = process;
        this.tasks = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a worker, by its role and what else it is told, and waits until it is connected. */
    static WorkerProcess start(String role, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        // For a look at one contender: flight recordings, a cache, other collectors.
        String more = System.getProperty("bench.jvm." + role, "");
        if (!more.isBlank()) {
            command.addAll(List.of(more.trim().split("\\s+")));
        }
        command.addAll(List.of("-cp", classPath(role), WorkerMain.class.getName(), role));
        command.addAll(List.of(arguments));
        WorkerProcess worker = new WorkerProcess(
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
        worker.answer();
        return worker;
    }

    /** A cache is for the class path that it was made with, which may only be added to. */
    private static String classPath(String role) {
        String own = System.getProperty("java.class.path");
        String first = System.getProperty("bench.jar." + role, "");
        return first.isBlank() ? own : first + File.pathSeparator + own;
    }

    /** Stops the process whenever it has no task: an idle JVM has threads at work, which would disturb the other contender. */
    void restBetweenTasks() throws IOException {
        rests = true;
        // One that is stopped does not see that its input has ended.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        signal("STOP");
    }

    /** Only to a worker that rests, and not to one that has died: that is told where its answer is missed. */
    private void signal(String name) throws IOException {
        if (!rests || !process.isAlive()) {
            return;
        }
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start();
        if (kill.onExit().join().exitValue() != 0) {
            throw new IOException("kill -" + name + " failed");
        }
    }

    Map<String, Double> ask(Task task) throws IOException {
        signal("CONT");
        tasks.write(JSON.writeValueAsString(task));
        tasks.newLine();
        tasks.flush();
        Map<String, Double> answer = answer();
        signal("STOP");
        return answer;
    }

    private Map<String, Double> answer() throws IOException {
        @Nullable String line;
        while ((line = answers.readLine()) != null) {
            if (line.startsWith(WorkerMain.ANSWER)) {
                return JSON.readValue(line.substring(WorkerMain.ANSWER.length()), FIGURES);
            }
            System.err.println(line);
        }
        throw new IOException("a worker of the benchmark ended before it answered: " + process.info());
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        signal("CONT");
        tasks.close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
