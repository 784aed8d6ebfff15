package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.ContractVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The simulated services do what the platform's own services were recorded doing: the same replies, the same messages in the
 * same order, the same documents.
 */
@Timeout(300)
@ParameterizedClass
@MethodSource("io.loadgen.sandbox.NatsRelease#both")
class RecordedWireIT {
    /** Removing members is not simulated. */
    private static final Set<String> REMOVES =
            Set.of("remove-member", "remove-again", "leave", "remove-by-member", "owner-leaves-last");

    /** An add that finds what a remove has left: without it the account is a member still. */
    private static final Set<String> AFTER_REMOVES = Set.of("add-after-remove");

    /**
     * Of the two fields that the platform's services did not write themselves when they were recorded, the one that adds
     * write. The contract has it beside {@code crossSite}; the recording lacks it. The other, what is left of a room's old key,
     * is of removes.
     */
    private static final String NOT_AS_RECORDED = "crossSiteAt";

    /** What tells the documents of a room from each other. */
    private static final Map<String, String> IDENTITIES =
            Map.of("rooms", "/_id", "subscriptions", "/u/account", "room_members", "/member/id");

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Path natsServer;

    RecordedWireIT(NatsRelease release) {
        natsServer = release.program();
    }

    @ParameterizedTest
    @EnumSource
    void theSimulatedServicesDoWhatThePlatformWasRecordedDoing(ContractVersion version) throws Exception {
        List<JsonNode> steps = adds(version);
        assertThat(steps).hasSize(43);
        SoftAssertions softly = new SoftAssertions();
        try (RecordedPlayer player = new RecordedPlayer(natsServer, version)) {
            for (JsonNode step : steps) {
                String name =
                        "contract " + version + ", step " + step.get("step").asString();
                try {
                    softly.assertThat(differences(step, player.play(step), version))
                            .as(name)
                            .isEmpty();
                } catch (ExecutionException | IOException | IllegalStateException e) {
                    softly.fail(name + " cannot be played to its end, nor what follows", e);
                    break;
                }
            }
        }
        softly.assertAll();
    }

    private static List<JsonNode> adds(ContractVersion version) throws IOException {
        try (InputStream recording = Objects.requireNonNull(
                RecordedWireIT.class.getResourceAsStream("/io/loadgen/wire/" + version + ".jsonl"))) {
            return new String(recording.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(MAPPER::readTree)
                    .filter(step -> !REMOVES.contains(step.get("step").asString()))
                    .filter(step -> !AFTER_REMOVES.contains(step.get("step").asString()))
                    .toList();
        }
    }

    private static List<String> differences(JsonNode step, JsonNode found, ContractVersion version) {
        JsonNode expected = new RecordedForm("<reqId>", version == ContractVersion.A).of(step);
        List<String> all =
                new ArrayList<>(RecordedForm.differences("reply", expected.get("reply"), found.get("reply")));
        all.addAll(differences(
                "wire",
                "/subject",
                RecordedForm.inAnyOrderOfUsers(expected.get("wire")),
                RecordedForm.inAnyOrderOfUsers(found.get("wire"))));
        IDENTITIES.forEach((collection, identity) -> all.addAll(differences(
                collection, identity, stored(expected, collection, identity), stored(found, collection, identity))));
        return all;
    }

    /** Which there are, and in what order; and only if these are the right ones what is in them. */
    private static List<String> differences(
            String name, String identity, List<JsonNode> expected, List<JsonNode> found) {
        List<String> wanted = identities(identity, expected);
        if (!wanted.equals(identities(identity, found))) {
            return List.of(name + ": expected " + wanted + ", found " + identities(identity, found));
        }
        List<String> all = new ArrayList<>();
        for (int index = 0; index < expected.size(); index++) {
            all.addAll(RecordedForm.differences(name + " " + wanted.get(index), expected.get(index), found.get(index)));
        }
        return all;
    }

    private static List<String> identities(String identity, List<JsonNode> documents) {
        return documents.stream()
                .map(document -> document.at(identity).asString())
                .toList();
    }

    private static List<JsonNode> stored(JsonNode step, String collection, String identity) {
        return step.get("stored").get(collection).values().stream()
                .map(document -> (JsonNode) ((ObjectNode) document).without(NOT_AS_RECORDED))
                .sorted(Comparator.comparing(document -> document.at(identity).asString()))
                .toList();
    }
}
