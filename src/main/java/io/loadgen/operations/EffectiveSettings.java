package io.loadgen.operations;

import io.loadgen.nats.NatsAddresses;
import io.loadgen.nats.NatsAddresses.Server;
import io.loadgen.spec.AbortLimits;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the service as reports repeat them: each by its name, but for those that are, or can hold, a secret. A setting
 * is listed here or in {@link #SECRETS}; a test sees to it.
 */
final class EffectiveSettings {
    /** Connection strings can carry passwords, and names of users and of credentials files are nobody's business. */
    static final Set<String> SECRETS = Set.of(
            "loadgen.nats.credentials-file",
            "loadgen.nats.nkey-file",
            "loadgen.nats.username",
            "loadgen.nats.password",
            "loadgen.nats.token",
            "loadgen.nats.tls.ca-file",
            "loadgen.nats.tls.certificate-file",
            "loadgen.nats.tls.key-file",
            "loadgen.valkey.password",
            "loadgen.mongo.uri",
            "loadgen.mongo.username",
            "loadgen.mongo.password",
            "loadgen.mongo.tls.ca-file",
            "loadgen.mongo.tls.certificate-file",
            "loadgen.mongo.tls.key-file",
            "loadgen.history.uri",
            "loadgen.history.username",
            "loadgen.history.password",
            "loadgen.history.tls.ca-file",
            "loadgen.history.tls.certificate-file",
            "loadgen.history.tls.key-file");

    private EffectiveSettings() {}

    static Map<String, String> of(LoadgenProperties properties) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("loadgen.site", properties.site());
        settings.put("loadgen.other-site.id", properties.otherSite().id());
        String otherUrl = properties.otherSite().natsUrl();
        settings.put("loadgen.other-site.nats-url", otherUrl.isEmpty() ? "" : servers(NatsAddresses.parse(otherUrl)));
        settings.put("loadgen.contract", properties.contract().name());
        settings.put("loadgen.max-room-size", Integer.toString(properties.maxRoomSize()));
        settings.put("loadgen.room-keys", properties.roomKeys().name());
        NatsProperties nats = properties.nats();
        settings.put("loadgen.nats.url", servers(nats.addresses()));
        settings.put("loadgen.nats.discovered-servers", nats.discoveredServers().name());
        settings.put("loadgen.nats.tls-first", Boolean.toString(nats.tlsFirst()));
        settings.put("loadgen.nats.connect-timeout", text(nats.connectTimeout()));
        settings.put("loadgen.nats.inbox-prefix", nats.inboxPrefix());
        settings.put("loadgen.nats.jetstream.domain", nats.jetstream().domain());
        settings.put("loadgen.nats.jetstream.api-prefix", nats.jetstream().apiPrefix());
        LoadgenProperties.Mongo mongo = properties.mongo();
        settings.put("loadgen.mongo.database", mongo.database());
        settings.put("loadgen.mongo.own-database", mongo.ownDatabase());
        settings.put("loadgen.mongo.server-selection-timeout", text(mongo.serverSelectionTimeout()));
        settings.put("loadgen.mongo.operation-timeout", text(mongo.operationTimeout()));
        settings.put("loadgen.valkey.address", properties.valkey().address());
        settings.put("loadgen.valkey.timeout", text(properties.valkey().timeout()));
        LoadgenProperties.Runs runs = properties.runs();
        settings.put("loadgen.runs.audit-timeout", text(runs.auditTimeout()));
        settings.put("loadgen.runs.max-rate", Double.toString(runs.maxRate()));
        settings.put("loadgen.runs.max-duration", text(runs.maxDuration()));
        settings.put("loadgen.runs.max-outstanding", Integer.toString(runs.maxOutstanding()));
        settings.put("loadgen.runs.lease-time", text(runs.leaseTime()));
        settings.putAll(abortOn(runs.abortOn()));
        settings.put("loadgen.runs.drain-time", text(runs.drainTime()));
        settings.put("loadgen.runs.pacing-spin", text(runs.pacingSpin()));
        settings.put("loadgen.runs.pacing-scheduling", runs.pacingScheduling().name());
        settings.put(
                "loadgen.pacing.max-wakeups",
                Integer.toString(properties.pacing().maxWakeups()));
        LoadgenProperties.History history = properties.history();
        settings.put("loadgen.history.mode", history.mode().name());
        settings.put("loadgen.history.database", history.database());
        settings.put("loadgen.history.keep-runs", text(history.keepRuns()));
        settings.put("loadgen.history.keep-for", text(history.keepFor()));
        settings.put("loadgen.history.spool-directory", history.spoolDirectory());
        settings.put("loadgen.history.checkpoint-interval", text(history.checkpointInterval()));
        settings.put(
                "loadgen.preflight.probe",
                Boolean.toString(properties.preflight().probe()));
        settings.put(
                "loadgen.preflight.payload-sizes",
                Boolean.toString(properties.preflight().payloadSizes()));
        LoadgenProperties.Rehearsal rehearsal = properties.preflight().rehearsal();
        settings.put("loadgen.preflight.rehearsal.enabled", Boolean.toString(rehearsal.enabled()));
        settings.put("loadgen.preflight.rehearsal.at-least", text(rehearsal.atLeast()));
        settings.put("loadgen.preflight.rehearsal.at-most", text(rehearsal.atMost()));
        settings.put("loadgen.preflight.rehearsal.warm-for", text(rehearsal.warmFor()));
        FixtureSettings fixtures = properties.fixtures();
        settings.put("loadgen.fixtures.max-rooms", Integer.toString(fixtures.maxRooms()));
        settings.put("loadgen.fixtures.max-users", Integer.toString(fixtures.maxUsers()));
        settings.put("loadgen.fixtures.max-candidates", Long.toString(fixtures.maxCandidates()));
        settings.put(
                "loadgen.fixtures.presets", String.join(",", fixtures.presets().keySet()));
        AllowedTargets allowed = properties.allowed();
        settings.put("loadgen.allowed.nats-hosts", String.join(",", allowed.natsHosts()));
        settings.put("loadgen.allowed.mongo-hosts", String.join(",", allowed.mongoHosts()));
        settings.put("loadgen.allowed.sites", String.join(",", allowed.sites()));
        return settings;
    }

    private static Map<String, String> abortOn(AbortLimits limits) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("error-rate", text(limits.errorRate()));
        settings.put("error-window", text(limits.errorWindow()));
        settings.put("error-minimum", text(limits.errorMinimum()));
        settings.put("backlog", text(limits.backlog()));
        settings.put("dropped-messages", text(limits.droppedMessages()));
        settings.put("disconnects", text(limits.disconnects()));
        settings.put("disconnected-for", text(limits.disconnectedFor()));
        settings.put("worker-stalled-for", text(limits.workerStalledFor()));
        return settings.entrySet().stream()
                .collect(Collectors.toMap(entry -> "loadgen.runs.abort-on." + entry.getKey(), Map.Entry::getValue));
    }

    /** Without a user. */
    private static String servers(NatsAddresses addresses) {
        return addresses.servers().stream().map(Server::toString).collect(Collectors.joining(","));
    }

    /** What is not set is empty. */
    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
