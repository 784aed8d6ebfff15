package io.loadgen.operations;

import io.loadgen.application.ComparisonSides;
import io.loadgen.application.ContractChecks;
import io.loadgen.application.FixtureStarter;
import io.loadgen.application.RunLookup;
import io.loadgen.application.RunStarter;
import io.loadgen.application.RunStopper;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What both edges ask for. */
@Configuration(proxyBeanMethods = false)
@Import({
    RunStarter.class,
    RunStopper.class,
    FixtureStarter.class,
    RunLookup.class,
    ComparisonSides.class,
    ContractChecks.class
})
public class UseCases {}
