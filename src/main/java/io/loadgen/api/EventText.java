package io.loadgen.api;

import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.live.LiveEvent;
import io.loadgen.lifecycle.live.RunSnapshot;
import io.loadgen.result.RehearsalFigures;
import io.loadgen.result.RunResult.RunOutcome;
import io.loadgen.result.RunState;
import io.loadgen.result.SecondSample;
import io.loadgen.result.Verdict;
import io.loadgen.result.search.SearchResult;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes what is told of a run as server-sent events (HTML standard, 9.2). Any thread. */
@Component
class EventText {
    /** A comment: a sign of life that no client takes for an event. */
    static final byte[] HEARTBEAT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

    /** What a stream begins with: how long a client that was cut off waits before it comes again. */
    static final byte[] WELCOME = "retry: 2000\n\n".getBytes(StandardCharsets.UTF_8);

    private final JsonMapper json;
    private final String prefix;

    @Autowired
    EventText(JsonMapper json) {
        this(json, "");
    }

    private EventText(JsonMapper json, String prefix) {
        this.json = json;
        this.prefix = prefix;
    }

    /** The same for who asks now, whose addresses may begin with something of their own. */
    EventText forCaller() {
        return new EventText(json, Addresses.of(""));
    }

    byte[] of(LiveEvent event) {
        String text = switch (event) {
            case LiveEvent.Snapshot snapshot -> snapshot(snapshot.snapshot());
            case LiveEvent.Entered entered ->
                event("state", new StateView(entered.runId(), entered.state(), entered.at()));
            case LiveEvent.Rehearsed rehearsed ->
                event("rehearsal", new RehearsalView(rehearsed.runId(), rehearsed.figures()));
            case LiveEvent.Searched searched -> event("search", new SearchView(searched.runId(), searched.found()));
            case LiveEvent.Ended ended -> event("end", EndView.of(ended.run(), prefix));
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The second is its id, so that a client that comes again says from where on it wants to know. */
    private String snapshot(RunSnapshot run) {
        SecondSample second = run.second();
        String id = second == null ? "" : "id: " + second.second() + "\n";
        return id + event("snapshot", SnapshotView.of(run));
    }

    /** JSON as it is written here has no line ends, so the data is one line. */
    private String event(String name, Object data) {
        return "event: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n";
    }

    /**
     * Data of the event {@code state}.
     *
     * @param run the run
     * @param state where it is now
     * @param at since when
     */
    @Schema(name = "RunEntered", description = "Data of the event `state`")
    record StateView(String run, RunState state, Instant at) {}

    /**
     * Data of the event {@code rehearsal}.
     *
     * @param run the run
     * @param rehearsal what its rehearsal found
     */
    @Schema(name = "RunRehearsed", description = "Data of the event `rehearsal`")
    record RehearsalView(String run, RehearsalFigures rehearsal) {}

    /**
     * Data of the event {@code search}.
     *
     * @param run the run
     * @param search what its search has found so far
     */
    @Schema(name = "RunSearched", description = "Data of the event `search`")
    record SearchView(String run, SearchResult search) {}

    /**
     * Data of the event {@code end}.
     *
     * @param run the run
     * @param state its last state
     * @param verdict what it decided, null for a run that measured nothing
     * @param failure why it failed or was aborted
     * @param report where its report is
     */
    @Schema(name = "RunEnded", description = "Data of the event `end`, the last one")
    record EndView(
            String run,
            RunState state,
            @Nullable Verdict verdict,
            @Nullable String failure,
            @Nullable String report) {
        static EndView of(RunRecord run, String prefix) {
            RunOutcome outcome = run.outcome();
            return new EndView(
                    run.id(),
                    run.state(),
                    outcome == null ? null : outcome.verdict(),
                    run.failure(),
                    run.state().isTerminal() ? prefix + RunController.PATH + run.id() + "/report" : null);
        }
    }
}
