package io.loadgen.cli;

import io.loadgen.application.JsonProblems;
import io.loadgen.application.ProblemException;
import io.loadgen.fixtures.FixtureLimits;
import io.loadgen.fixtures.FixtureRequest;
import io.loadgen.fixtures.indexes.IndexPolicy;
import io.loadgen.spec.FixtureSpec;
import io.loadgen.spec.Preset;
import io.loadgen.spec.RunSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a one-shot run is to do.
 *
 * @param run the run
 * @param fixture the numbers of its fixture set, empty where a preset or a set that is there is meant
 * @param indexes what is done about indexes of the platform that are missing, where the set is seeded
 * @param reset whether the pools are refilled first
 */
record OneShotSpec(RunSpec run, Optional<FixtureSpec> fixture, IndexPolicy indexes, boolean reset) {
    private static final String FIXTURE_SPEC = "fixtureSpec";
    private static final String RESET = "reset";
    private static final String FIXTURE = "fixture";

    /** Reads the bytes of a specification; {@code -} is standard input. */
    static byte[] bytes(String file, InputStream standardInput) throws UsageException {
        if (file.isEmpty()) {
            throw new UsageException("no specification is given: set --spec=FILE or loadgen.one-shot.spec");
        }
        try {
            return file.equals("-") ? standardInput.readAllBytes() : Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw new UsageException("the specification cannot be read from " + file + ": " + e.getMessage() + " ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    /** Reads a specification; what is wrong with it is refused as the API refuses it. */
    static OneShotSpec read(byte[] bytes, JsonMapper json, FixtureLimits limits) throws UsageException {
        try {
            return parsed(bytes, json, limits);
        } catch (JacksonException e) {
            throw new ProblemException(JsonProblems.of(e));
        }
    }

    private static OneShotSpec parsed(byte[] bytes, JsonMapper json, FixtureLimits limits) throws UsageException {
        if (!(json.readTree(bytes) instanceof ObjectNode fields)) {
            throw new UsageException("the specification must be a JSON object");
        }
        JsonNode numbers = fields.remove(FIXTURE_SPEC);
        boolean reset = isSet(fields.remove(RESET));
        Optional<FixtureRequest> seeding = numbers == null
                ? Optional.empty()
                : Optional.of(seeded(json.treeToValue(numbers, FixtureRequest.class)));
        Optional<FixtureSpec> fixture = seeding.map(request -> request.toSpec(limits));
        if (fixture.isPresent() && !fields.has(FIXTURE) && !fields.has("preset")) {
            fields.put(FIXTURE, fixture.get().id());
        }
        RunSpec run = json.treeToValue(fields, RunSpec.class);
        if (fixture.isPresent() && !fixture.get().id().equals(run.fixture())) {
            throw new UsageException("fixture must be that of fixtureSpec, "
                    + fixture.get().id() + ", or left out, was " + run.fixture());
        }
        return new OneShotSpec(run, fixture, seeding.map(FixtureRequest::policy).orElse(IndexPolicy.REPORT), reset);
    }

    private static boolean isSet(@Nullable JsonNode flag) throws UsageException {
        if (flag != null && !flag.isBoolean()) {
            throw new UsageException("reset must be true or false, was " + flag);
        }
        return flag != null && flag.booleanValue();
    }

    private static FixtureRequest seeded(FixtureRequest request) throws UsageException {
        if (Boolean.TRUE.equals(request.dryRun())) {
            throw new UsageException(
                    "fixtureSpec.dryRun must be false or left out, was true: a run needs its fixture set");
        }
        return request;
    }

    /** The numbers of the preset that the id of a set names. */
    static Optional<FixtureSpec> preset(String id, FixtureLimits limits) {
        return limits.presets().all().stream()
                .map(Preset::name)
                .filter(name -> id.startsWith(name + "-"))
                .filter(name -> id.substring(name.length() + 1).matches("[0-9]{1,18}"))
                .findFirst()
                .map(name -> new FixtureRequest(
                                name,
                                Long.valueOf(id.substring(name.length() + 1)),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null)
                        .toSpec(limits));
    }
}
