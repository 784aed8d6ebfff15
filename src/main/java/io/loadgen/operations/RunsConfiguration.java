package io.loadgen.operations;

import io.loadgen.audit.AuditSources;
import io.loadgen.fixtures.FixtureLimits;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.MembershipReader;
import io.loadgen.history.RunHistory;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.JobStream;
import io.loadgen.runs.Checkpointing;
import io.loadgen.runs.IntervalListener;
import io.loadgen.runs.LoadRunExecutor;
import io.loadgen.runs.LoadSettings;
import io.loadgen.runs.RunExecutor;
import io.loadgen.runs.RunLimits;
import io.loadgen.runs.RunListener;
import io.loadgen.runs.RunManager;
import io.loadgen.runs.preflight.RunPreflight;
import io.loadgen.time.NanoClock;
import io.loadgen.time.ParkThenSpin;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Runs. Beans close in the reverse order of their making, and the manager is made from the executor, which is made from the
 * platform and the fixture service: so at shutdown a run drains and is recorded while connections and fixture sets are still
 * there.
 */
@Configuration(proxyBeanMethods = false)
class RunsConfiguration {
    @Bean
    RunLimits runLimits(LoadgenProperties properties) {
        return new RunLimits(properties.runs().maxRate(), properties.runs().maxDuration());
    }

    @Bean
    AuditSources auditSources(MembershipReader members, JobStream jobs, LoadgenProperties properties) {
        return new AuditSources(members, jobs, properties.runs().auditTimeout());
    }

    @Bean
    RunExecutor runExecutor(
            FixtureService fixtures,
            ChatPlatform platform,
            AuditSources audits,
            RunPreflight preflight,
            FixtureLimits limits,
            List<IntervalListener> listeners,
            Checkpointing checkpointing,
            LoadgenProperties properties) {
        NanoClock clock = NanoClock.system();
        SecureRandom random = new SecureRandom();
        return new LoadRunExecutor(
                fixtures,
                platform,
                audits,
                preflight,
                new LoadSettings(
                        clock,
                        new ParkThenSpin(clock, properties.runs().pacingSpin().toNanos()),
                        InstantSource.system(),
                        random::nextLong,
                        limits.maxRoomSize(),
                        IntervalListener.all(listeners),
                        checkpointing));
    }

    @Bean(destroyMethod = "close")
    RunManager runManager(
            RunExecutor executor, RunHistory history, List<RunListener> listeners, LoadgenProperties properties) {
        return new RunManager(
                executor,
                history,
                InstantSource.system(),
                RunListener.all(listeners),
                new SecureRandom(),
                properties.runs().drainTime());
    }
}
