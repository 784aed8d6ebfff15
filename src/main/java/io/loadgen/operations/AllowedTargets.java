package io.loadgen.operations;

import io.loadgen.injection.TargetPolicy;
import io.loadgen.injection.TargetPolicy.Forbidden;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What may be loaded, {@code loadgen.allowed.*}. An empty list allows whatever is configured. With an entry, everything
 * configured must be on the list, or the service refuses to seed and to run.
 *
 * @param natsHosts servers of NATS: {@code host}, {@code host:port}, or {@code *.domain} for every host below it
 * @param mongoHosts servers of MongoDB, likewise; of a {@code mongodb+srv} address its name
 * @param sites site ids
 */
record AllowedTargets(
        @DefaultValue List<String> natsHosts,
        @DefaultValue List<String> mongoHosts,
        @DefaultValue List<String> sites) {
    /** Takes copies, without the blanks that an empty environment variable leaves. */
    AllowedTargets {
        natsHosts = given(natsHosts);
        mongoHosts = given(mongoHosts);
        sites = given(sites);
        natsHosts.forEach(entry -> checkHost("nats-hosts", entry));
        mongoHosts.forEach(entry -> checkHost("mongo-hosts", entry));
    }

    private static List<String> given(List<String> entries) {
        return entries.stream()
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private static void checkHost(String property, String entry) {
        LoadgenProperties.check(
                HostPattern.isPattern(entry), "allowed." + property, entry, "host, host:port or *.domain, each");
    }

    /** Holds what is configured against the lists. */
    TargetPolicy permit(LoadgenProperties properties) {
        List<Forbidden> forbidden = new ArrayList<>();
        for (HostPort server : HostPort.ofNats(properties.nats().url())) {
            if (!isAllowed(server, natsHosts)) {
                forbidden.add(
                        new Forbidden("loadgen.nats.url", server.toString(), "loadgen.allowed.nats-hosts", natsHosts));
            }
        }
        for (HostPort server : HostPort.ofMongo(properties.mongo().connectionString())) {
            if (!isAllowed(server, mongoHosts)) {
                forbidden.add(new Forbidden(
                        "loadgen.mongo.uri", server.toString(), "loadgen.allowed.mongo-hosts", mongoHosts));
            }
        }
        if (!sites.isEmpty() && !sites.contains(properties.site())) {
            forbidden.add(new Forbidden("loadgen.site", properties.site(), "loadgen.allowed.sites", sites));
        }
        return new TargetPolicy(forbidden);
    }

    private static boolean isAllowed(HostPort server, List<String> list) {
        return list.isEmpty() || list.stream().anyMatch(entry -> new HostPattern(entry).matches(server));
    }
}
