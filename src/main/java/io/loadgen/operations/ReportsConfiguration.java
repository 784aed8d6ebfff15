package io.loadgen.operations;

import io.loadgen.contract.ContractProvider;
import io.loadgen.contract.ContractUnknownException;
import io.loadgen.history.RunHistory;
import io.loadgen.nats.NatsLink;
import io.loadgen.result.Environment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** What reports say of the place they were made at. */
@Configuration(proxyBeanMethods = false)
class ReportsConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(ReportsConfiguration.class);
    private static final String UNKNOWN = "unknown";

    /** Asked for each report, since the NATS server may be another one by then. */
    @Bean
    Supplier<Environment> reportEnvironment(
            LoadgenProperties properties,
            NatsLink link,
            ContractProvider contracts,
            ObjectProvider<BuildProperties> build) {
        BuildProperties built = build.getIfAvailable();
        String version = built == null ? UNKNOWN : Objects.requireNonNullElse(built.getVersion(), UNKNOWN);
        String host = hostName();
        Map<String, String> settings = EffectiveSettings.of(properties);
        return () -> new Environment(
                version,
                Runtime.version().toString(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                host,
                versionOf(contracts),
                link.serverVersion().orElse(null),
                properties.site(),
                settings);
    }

    /**
     * First of the listeners, so that whoever else is told of the end finds the report written. A one-shot run writes its report
     * itself.
     */
    @Bean
    @ConditionalOnWebApplication
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ReportLog reportLog(RunHistory history) {
        return new ReportLog(history);
    }

    private static String versionOf(ContractProvider contracts) {
        try {
            return contracts.current().version().name();
        } catch (ContractUnknownException unknown) {
            LOG.warn("The contract version is left out of a report: {}", unknown.getMessage());
            return UNKNOWN;
        }
    }

    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            LOG.warn("The name of this host is not known and is left out of reports", e);
            return UNKNOWN;
        }
    }
}
