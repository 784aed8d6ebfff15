package io.loadgen.bench;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractVersion;
import io.loadgen.engine.EngineRuns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A process of the benchmark: one contender, or the echo. Takes one JSON object a line, answers each with one line, and ends when its
 * input does.
 */
public final class WorkerMain {
    /** What tells an answer from anything else that a JVM may print. */
    static final String ANSWER = "@answer ";

    private static final JsonMapper JSON = new JsonMapper();
    private static final ChatContract CONTRACT = ChatContract.of(ContractVersion.B, "site-local");

    private WorkerMain() {}

    /**
     * Serves one role.
     *
     * @param arguments the role ({@code echo}, {@code bare}, {@code engine}), the server's URL, and {@code name=pid} of each process whose
     *     processor time belongs to a contender's cost
     * @throws Exception when the role fails; the process ends then
     */
    public static void main(String[] arguments) throws Exception {
        String url = arguments[1];
        Company company = Company.of(List.of(arguments).subList(2, arguments.length));
        switch (arguments[0]) {
            case "echo" -> {
                try (Echo echo = new Echo(url, CONTRACT)) {
                    serve(task -> {
                        if (task.mode().equals(Workload.CANONICAL)) {
                            echo.canonical();
                        } else {
                            echo.frontdoor(task.handoff());
                        }
                        return Map.of();
                    });
                }
            }
            case "bare" -> {
                try (BareLoop bare = new BareLoop(url, CONTRACT, new Workload(CONTRACT), company)) {
                    serve(task -> task.kind().equals("paced")
                            ? bare.paced(task.rate(), task.requests())
                            : bare.atFullRate(task.mode(), task.signals(), task.requests()));
                }
            }
            // A connection for each run: the product's gives itself up when its process has been stopped for some
            // seconds.
            case "engine" ->
                serve(task -> {
                    try (EngineRuns engine = new EngineRuns(url, CONTRACT, company)) {
                        return switch (task.kind()) {
                            case "paced" -> engine.paced(task.rate(), task.requests());
                            case "poisson" -> engine.poisson(task.rate(), task.requests(), task.seed(), false);
                            case "batched" -> engine.poisson(task.rate(), task.requests(), task.seed(), true);
                            case "rehearsed" -> engine.rehearsed(task.rate(), task.requests());
                            case "heap" -> engine.heap(task.requests());
                            default -> engine.atFullRate(task.mode(), task.handoff(), task.requests());
                        };
                    }
                });
            default -> throw new IllegalArgumentException("role must be echo, bare or engine, was " + arguments[0]);
        }
    }

    private static void serve(Service service) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        answer(Map.of());
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            answer(service.serve(JSON.readValue(line, Task.class)));
        }
    }

    private static void answer(Map<String, Double> figures) throws IOException {
        System.out.println(ANSWER + JSON.writeValueAsString(figures));
        System.out.flush();
    }

    /** Does one task. */
    @FunctionalInterface
    private interface Service {
        Map<String, Double> serve(Task task) throws Exception;
    }
}
