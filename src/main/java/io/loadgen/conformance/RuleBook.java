package io.loadgen.conformance;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.loadgen.contract.ContractVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is played and what each contract makes of it, as {@code contract-rules.json} has it. Real ids stand there by their parts in
 * angle brackets, see {@link Cast}. Immutable; any thread.
 *
 * @param rooms each room by name, with how its documents differ from those of any fixture set
 * @param steps what is played, in this order
 * @param known fields that a kind of message or document may have beside those that rules expect
 */
record RuleBook(Map<String, List<Operation>> rooms, List<Step> steps, Map<String, List<String>> known) {
    /** The only one there is. */
    static final RuleBook CONTRACT = read();

    private static RuleBook read() {
        try (InputStream text =
                Objects.requireNonNull(RuleBook.class.getResourceAsStream("contract-rules.json"), "no rules")) {
            return JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build()
                    .readValue(text.readAllBytes(), RuleBook.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the rules of the contract cannot be read", e);
        }
    }

    /** Rooms by their number in the fixture set. */
    List<String> roomNames() {
        return List.copyOf(rooms.keySet());
    }

    /**
     * A change of documents.
     *
     * @param collection which, {@code keys} for the key of the room, wherever that is
     * @param where which document is changed or removed, null to insert one
     * @param change how it is changed, null to remove it
     * @param document what is inserted, null for none
     */
    record Operation(
            String collection,
            @Nullable JsonNode where,
            @Nullable JsonNode change,
            @Nullable JsonNode document) {}

    /**
     * Something to send, and the rules that are seen by it.
     *
     * @param name its own
     * @param room the room that it is about
     * @param by the requester, the owner unless another is named
     * @param job whether it goes to the stream of jobs rather than to room-service
     * @param body what is sent; a string is sent as it is
     * @param ways how it is sent otherwise than usual
     * @param rules what is expected
     */
    record Step(
            String name,
            String room,
            @Nullable String by,
            boolean job,
            JsonNode body,
            @Nullable Ways ways,
            List<Rule> rules) {
        String requester() {
            return Objects.requireNonNullElse(by, "<owner>");
        }

        /** Whether a rule looks at what is stored. */
        boolean seesDocuments() {
            return rules.stream().anyMatch(rule -> rule.see().startsWith(Recording.STORED));
        }

        Ways sending() {
            return Objects.requireNonNullElse(ways, Ways.USUAL);
        }
    }

    /**
     * Unusual ways.
     *
     * @param requestId {@code none}, {@code malformed}, {@code upper} or {@code again} for that of the step before; null for a new one
     * @param site another site than the platform's, null for its own
     * @param results by contract, how many job results are waited for; one where it is not said
     * @param acrossSites whether it says nothing where no other site can be told
     * @param assumesMaxRoomSize whether it says nothing where rooms do not take as many as thought
     * @param heal what is changed after the first result where a failed job waits for a while, as in contract C
     */
    record Ways(
            @Nullable String requestId,
            @Nullable String site,
            @Nullable Map<String, Integer> results,
            boolean acrossSites,
            boolean assumesMaxRoomSize,
            @Nullable List<Operation> heal) {
        static final Ways USUAL = new Ways(null, null, null, false, false, null);

        int results(ContractVersion version) {
            return results == null
                    ? 1
                    : results.entrySet().stream()
                            .filter(entry -> entry.getKey().contains(version.name()))
                            .mapToInt(Map.Entry::getValue)
                            .findFirst()
                            .orElse(1);
        }

        List<Operation> healing() {
            return heal == null ? List.of() : heal;
        }
    }

    /**
     * One rule.
     *
     * @param name its own
     * @param see what is looked at, see {@link Recording#see}
     * @param of of which member, null for the room
     * @param fields which of its fields, null for all
     * @param expected by contract, such as {@code AB}, what is to be seen; a contract that is not named does not have the rule
     */
    record Rule(
            String name,
            String see,
            @Nullable String of,
            @Nullable List<String> fields,
            @JsonProperty("as") Map<String, JsonNode> expected) {
        Optional<JsonNode> expected(ContractVersion version) {
            return expected.entrySet().stream()
                    .filter(entry -> entry.getKey().contains(version.name()))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }

        /** The kind of message or document, for what is known of its fields; empty for lists of names. */
        Optional<String> kind() {
            return Recording.kind(see);
        }
    }

    /** Which fields any contract knows, by kind of message or document. */
    Map<String, List<String>> knownFields() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        known.forEach((kind, fields) -> all.put(kind, new ArrayList<>(fields)));
        for (Step step : steps) {
            for (Rule rule : step.rules()) {
                rule.kind()
                        .ifPresent(kind -> rule.expected()
                                .values()
                                .forEach(expected -> all.computeIfAbsent(kind, none -> new ArrayList<>())
                                        .addAll(JsonPaths.fields(expected))));
            }
        }
        return all;
    }
}
