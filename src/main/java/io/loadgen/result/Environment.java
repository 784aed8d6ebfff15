package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a run took place: what must be equal for two reports to be compared.
 *
 * @param buildVersion the version of this service
 * @param javaVersion the version of its Java runtime
 * @param cores processors that the runtime may use
 * @param operatingSystem name and version
 * @param host the name of the machine or pod
 * @param contractVersion the contract spoken with the platform, A or B
 * @param natsServerVersion the version of the NATS server, null when not known
 * @param site the site id of the platform
 * @param settings the settings in force by their names, without those that hold secrets
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Environment(
        String buildVersion,
        String javaVersion,
        int cores,
        String operatingSystem,
        String host,
        String contractVersion,
        @Nullable String natsServerVersion,
        String site,
        Map<String, String> settings) {
    /** Takes a copy, sorted by name. */
    public Environment {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }
}
