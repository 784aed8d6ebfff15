package io.loadgen.conformance;

import io.loadgen.conformance.RuleBook.Step;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a step brought, as it came.
 *
 * @param step what was played
 * @param cast who took part
 * @param requestId what was sent as the request id, empty for none
 * @param reply what came back, null for nothing
 * @param messages every message, in the order heard; more may come until nothing more can
 * @param stored the documents of the room afterwards, by collection
 * @param complete whether everything that was waited for came
 */
record Played(
        Step step,
        Cast cast,
        String requestId,
        @Nullable WireMessage reply,
        List<WireMessage> messages,
        Map<String, List<String>> stored,
        boolean complete) {}
