package io.loadgen.engine;

import io.loadgen.audit.AuditSources;
import io.loadgen.injection.ChatPlatform;
import io.loadgen.preflight.RunPreflight;

/**
 * How runs reach the system under test.
 *
 * @param platform where requests go
 * @param audits where runs are audited
 * @param preflight looks before each run whether the platform is fit
 * @param rehearsals make the generator fit before each run
 */
public record PlatformAccess(
        ChatPlatform platform, AuditSources audits, RunPreflight preflight, Rehearsals rehearsals) {}
