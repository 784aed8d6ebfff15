package io.loadgen.api;

import io.loadgen.application.RunLookup;
import io.loadgen.lifecycle.RunRecord;
import io.loadgen.lifecycle.live.LiveEvent;
import io.loadgen.spec.InvalidSpecException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A run as a stream of events, while it goes on. */
@RestController
@RequestMapping("/api/v1/runs")
@Tag(name = "2. Runs")
class EventStreamController {
    private static final String LAST_EVENT = "Last-Event-ID";

    private final RunLookup lookup;
    private final EventClients clients;
    private final EventText text;

    EventStreamController(RunLookup lookup, EventClients clients, EventText text) {
        this.lookup = lookup;
        this.clients = clients;
        this.text = text;
    }

    @GetMapping("/{id}/events")
    @Operation(
            summary = "Follow a run",
            description =
                    "Server-sent events: `state` when the run enters a state, `snapshot` once a second (counts of the"
                            + " run so far, rate, percentiles and backlog of the second), and `end` as the last one, with"
                            + " the address of the report. Of a run that has ended there is only `end`. Following a run"
                            + " cannot delay it: a client that is slow to read misses the oldest snapshots.")
    @ApiResponse(
            responseCode = "200",
            description = "The events, until the run ends",
            content = {
                @Content(
                        mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                        schema =
                                @Schema(
                                        anyOf = {SnapshotView.class, EventText.StateView.class, EventText.EndView.class
                                        }))
            })
    @ApiResponse(responseCode = "404", description = "There is no such run")
    @ApiResponse(responseCode = "503", description = "Too many clients follow runs, or the service is shutting down")
    void events(
            @Parameter(description = "Id of the run, or `latest`", example = RunLookup.LATEST) @PathVariable String id,
            @Parameter(
                            description =
                                    "Snapshots of seconds after this one are sent first, as far as they are remembered"
                                            + " (15 minutes); -1 for all. Without it the newest one only",
                            schema = @Schema(type = "integer", format = "int64", minimum = "-1"))
                    @RequestHeader(name = LAST_EVENT, required = false)
                    @Nullable
                    String lastEvent,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        OptionalLong after = second(lastEvent);
        RunRecord run = lookup.find(id);
        if (request.getMethod().equals(HttpMethod.HEAD.name())) {
            describeAnswer(response);
        } else if (run.state().isTerminal()) {
            beginAnswer(response);
            response.getOutputStream().write(text.forCaller().of(new LiveEvent.Ended(run)));
        } else {
            clients.admit(run.id(), after, signal -> open(request, response, signal));
        }
    }

    private static EventChannel open(HttpServletRequest request, HttpServletResponse response, Runnable signal)
            throws IOException {
        beginAnswer(response);
        // Headers leave on this thread: from here on the answer belongs to the one that serves all clients.
        response.flushBuffer();
        AsyncContext taken = request.startAsync();
        return ServletEventChannel.over(taken, signal);
    }

    private static void beginAnswer(HttpServletResponse response) throws IOException {
        describeAnswer(response);
        response.getOutputStream().write(EventText.WELCOME);
    }

    private static void describeAnswer(HttpServletResponse response) {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Asks proxies to pass events on as they come.
        response.setHeader("X-Accel-Buffering", "no");
    }

    private static OptionalLong second(@Nullable String lastEvent) {
        if (lastEvent == null) {
            return OptionalLong.empty();
        }
        try {
            long second = Long.parseLong(lastEvent);
            if (second >= -1) {
                return OptionalLong.of(second);
            }
        } catch (NumberFormatException e) {
            // Refused below, as a number out of range is.
        }
        throw new InvalidSpecException(LAST_EVENT, lastEvent, "the id of an event, or -1");
    }
}
