package io.loadgen.operations;

import io.loadgen.application.RunTypes;
import io.loadgen.audit.AuditSources;
import io.loadgen.engine.Keeping;
import io.loadgen.engine.LoadRunExecutor;
import io.loadgen.engine.LoadSettings;
import io.loadgen.engine.PlatformAccess;
import io.loadgen.engine.Rehearsals;
import io.loadgen.engine.RunExecutor;
import io.loadgen.engine.memory.DiskBudget;
import io.loadgen.engine.memory.HeapBudget;
import io.loadgen.engine.sustained.SustainedLoad;
import io.loadgen.fixtures.FixtureLimits;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.MembershipReader;
import io.loadgen.history.RunHistory;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.injection.JobStream;
import io.loadgen.injection.TargetPolicy;
import io.loadgen.lifecycle.RunEventBus;
import io.loadgen.lifecycle.RunListener;
import io.loadgen.lifecycle.RunManager;
import io.loadgen.lifecycle.lease.LeasedExecutor;
import io.loadgen.lifecycle.lease.Leases;
import io.loadgen.mongo.MongoLeaseStore;
import io.loadgen.mongo.OwnDatabase;
import io.loadgen.preflight.RunPreflight;
import io.loadgen.spec.RunLimits;
import io.loadgen.time.NanoClock;
import io.loadgen.time.ParkThenSpin;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Runs. Beans close in the reverse order of their making, and the manager is made from the executor, which is made from the
 * platform and the fixture service: so at shutdown a run drains and is recorded while connections and fixture sets are still
 * there.
 */
@Configuration(proxyBeanMethods = false)
class RunsConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(RunsConfiguration.class);

    @Bean
    static RefusedSettings refusedSettings() {
        return new RefusedSettings();
    }

    @Bean
    RunLimits runLimits(LoadgenProperties properties) {
        LoadgenProperties.Runs runs = properties.runs();
        return new RunLimits(runs.maxRate(), runs.maxDuration(), runs.maxOutstanding(), runs.abortOn());
    }

    @Bean
    TargetPolicy loadPermit(LoadgenProperties properties) {
        TargetPolicy permit = properties.allowed().permit(properties);
        if (!permit.isGranted()) {
            LOG.error("Nothing may be seeded or run: {}", permit.refusal());
        }
        return permit;
    }

    /** A container may have a file system that nothing can be written to; then all stays in memory, and is reckoned so. */
    @Bean
    Keeping keeping(LoadgenProperties properties) {
        Path spool = properties.history().spool();
        Optional<Path> folder = Optional.of(spool);
        try {
            Files.createDirectories(spool);
        } catch (IOException cannot) {
            LOG.warn("What requests were to add stays in memory, {} cannot be made: {}", spool, cannot.toString());
            folder = Optional.empty();
        }
        return new Keeping(properties.history().checkpointSeconds(), folder);
    }

    @Bean
    HeapBudget heapBudget() {
        return HeapBudget.ofProcess();
    }

    @Bean
    AuditSources auditSources(MembershipReader members, JobStream jobs, LoadgenProperties properties) {
        return new AuditSources(members, jobs, properties.runs().auditTimeout());
    }

    @Bean
    RunEventBus runEvents(List<RunListener> listeners) {
        return new RunEventBus(listeners);
    }

    @Bean
    RunExecutor runExecutor(
            FixtureService fixtures,
            ChatPlatform platform,
            AuditSources audits,
            RunPreflight preflight,
            FixtureLimits limits,
            RunEventBus events,
            Leases leases,
            HeapBudget heap,
            Keeping keeping,
            LoadgenProperties properties) {
        NanoClock clock = NanoClock.system();
        SecureRandom random = new SecureRandom();
        LoadSettings settings = new LoadSettings(
                clock,
                new ParkThenSpin(clock, properties.runs().pacingSpin().toNanos()),
                new LoadSettings.PacingThread(
                        properties.runs().pacingScheduling(),
                        properties.pacing().maxWakeups()),
                InstantSource.system(),
                random::nextLong,
                limits.maxRoomSize(),
                events,
                keeping);
        LoadRunExecutor executor = new LoadRunExecutor(
                fixtures,
                new PlatformAccess(
                        platform,
                        audits,
                        preflight,
                        new Rehearsals(properties.preflight().rehearsal().settings(), SustainedLoad::new)),
                RunTypes.all(fixtures, settings),
                settings,
                heap,
                new DiskBudget(() -> keeping.folder()
                        .map(Path::toFile)
                        .map(File::getUsableSpace)
                        .orElse(0L)));
        return new LeasedExecutor(executor, leases);
    }

    @Bean
    Leases leases(OwnDatabase own, LoadgenProperties properties) {
        return new Leases(
                right -> new MongoLeaseStore(own, right),
                ReportsConfiguration.hostName() + "-" + String.format("%08x", new SecureRandom().nextInt()),
                properties.runs().leaseTime(),
                NanoClock.system());
    }

    @Bean(destroyMethod = "close")
    RunManager runManager(RunExecutor executor, RunHistory history, RunEventBus events, LoadgenProperties properties) {
        return new RunManager(
                executor,
                history,
                InstantSource.system(),
                events,
                new SecureRandom(),
                properties.runs().drainTime());
    }
}
