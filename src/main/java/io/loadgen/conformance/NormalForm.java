package io.loadgen.conformance;

import io.loadgen.contract.SystemMessageIds;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages and documents of one step in the form in which rules expect them: who takes part by their parts, and what services mint,
 * draw or read from a clock as what kind of thing it is. The instant at which the request was accepted is told from others, since
 * the contract says where it comes back. Immutable; any thread.
 */
final class NormalForm {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final long SMALLEST_TIME = 1_000_000_000_000L;
    private static final String ACCEPTED = "<accepted>";

    /** A setting of the platform. */
    private static final String MAX = "<max>";

    private static final String DATE = "<date>";

    /** Clocks of their own: they may show the instant of acceptance by chance. */
    private static final Set<String> OWN_CLOCKS = Set.of("timestamp", "updatedAt", "countsReconciledAt", "crossSiteAt");

    /** Lists that come in the order of the database. */
    private static final Set<String> ANY_ORDER = Set.of("accounts", "individuals");

    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}-(\\p{XDigit}{4}-){3}\\p{XDigit}{12}");
    private static final Pattern JSON_IN_BASE64 =
            Pattern.compile("eyJ[A-Za-z0-9+/]([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
    private static final Pattern MAX_IN_TEXT = Pattern.compile("(?<=maximum capacity \\()\\d+");
    private static final Map<Pattern, String> KINDS = kinds();

    private final Cast cast;
    private final String requestId;
    private final String messageId;
    private final long acceptedMillis;

    /**
     * For one step.
     *
     * @param cast who takes part
     * @param requestId what was sent as the request id, empty for none
     * @param acceptedMillis when the request was accepted, 0 when it was not
     */
    NormalForm(Cast cast, String requestId, long acceptedMillis) {
        this.cast = cast;
        this.requestId = requestId;
        this.messageId = requestId.isEmpty() ? "" : SystemMessageIds.ofAddMembers(requestId);
        this.acceptedMillis = acceptedMillis;
    }

    private static Map<Pattern, String> kinds() {
        Map<Pattern, String> kinds = new LinkedHashMap<>();
        kinds.put(Pattern.compile("\\p{XDigit}{32}"), "<hex32>");
        kinds.put(Pattern.compile("[A-Za-z0-9+/]{43}="), "<key>");
        kinds.put(Pattern.compile("[A-Za-z0-9]{20}"), "<base62-20>");
        return kinds;
    }

    /** A text that may be JSON. */
    JsonNode body(String text) {
        try {
            return text.isEmpty() ? NODES.stringNode("") : of(MAPPER.readTree(text));
        } catch (JacksonException notJson) {
            return NODES.stringNode(text(text));
        }
    }

    /** A document. */
    JsonNode of(JsonNode document) {
        return of("", document);
    }

    private JsonNode of(String field, JsonNode node) {
        return switch (node) {
            case ObjectNode object -> object(field, object);
            case ArrayNode array -> {
                ArrayNode copy = NODES.arrayNode();
                array.forEach(element -> copy.add(of(field, element)));
                yield ANY_ORDER.contains(field) ? sorted(copy) : copy;
            }
            default -> value(field, node);
        };
    }

    private JsonNode object(String field, ObjectNode object) {
        JsonNode date = object.get("$date");
        if (date != null) {
            return NODES.stringNode(date(field, date.asString()));
        }
        if (object.get("$binary") instanceof ObjectNode binary) {
            int length = Base64.getDecoder().decode(binary.get("base64").asString()).length;
            int subtype = Integer.parseInt(binary.get("subType").asString(), 16);
            return NODES.stringNode("<binary subtype " + subtype + ", " + length + " bytes>");
        }
        ObjectNode copy = NODES.objectNode();
        object.properties().forEach(each -> copy.set(each.getKey(), of(each.getKey(), each.getValue())));
        return copy;
    }

    private JsonNode value(String field, JsonNode value) {
        if (value.isNumber() && value.asLong() >= SMALLEST_TIME) {
            boolean accepted = value.asLong() == acceptedMillis && !OWN_CLOCKS.contains(field);
            return NODES.stringNode(accepted ? ACCEPTED : "<ms>");
        }
        if (!value.isString()) {
            return value;
        }
        String text = value.asString();
        if (JSON_IN_BASE64.matcher(text).matches() && opened(text) instanceof ObjectNode inner) {
            return NODES.objectNode().set("base64 of", inner);
        }
        if (field.equals("maxRoomSize")) {
            return NODES.stringNode(MAX);
        }
        return NODES.stringNode(TIME.matcher(text).matches() ? date(field, text) : text(text));
    }

    private JsonNode opened(String base64) {
        return body(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
    }

    private String date(String field, String text) {
        try {
            boolean accepted = Instant.parse(text).toEpochMilli() == acceptedMillis && !OWN_CLOCKS.contains(field);
            return accepted ? ACCEPTED : DATE;
        } catch (DateTimeException notOne) {
            return text(text);
        }
    }

    /** A text, such as a subject or a header. */
    String text(String text) {
        String site = cast.siteOr(text);
        if (!site.equals(text)) {
            return site;
        }
        String told = MAX_IN_TEXT.matcher(cast.parts(text)).replaceAll(MAX);
        if (!requestId.isEmpty()) {
            told = told.replace(requestId, "<reqId>").replace(messageId, "<message id>");
        }
        told = UUID.matcher(told).replaceAll("<uuid>");
        int colon = told.lastIndexOf(':');
        told = told.substring(0, colon + 1) + cast.siteOr(told.substring(colon + 1));
        for (Map.Entry<Pattern, String> kind : KINDS.entrySet()) {
            if (kind.getKey().matcher(told).matches()) {
                return kind.getValue();
            }
        }
        return told;
    }

    /** A subject, whose token of the site is told as such. */
    String subject(String subject) {
        return String.join(
                ".",
                List.of(text(subject).split("\\.", -1)).stream()
                        .map(cast::siteOr)
                        .toList());
    }

    private static ArrayNode sorted(ArrayNode list) {
        return NODES.arrayNode()
                .addAll(list.values().stream()
                        .sorted(Comparator.comparing(JsonNode::toString))
                        .toList());
    }
}
