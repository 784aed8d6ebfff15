package io.loadgen.audit;

import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.RequestIds;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.measurement.adds.AddLog;
import java.util.OptionalLong;

/**
 * What is to be known of a run to audit it.
 *
 * @param contract what the platform speaks
 * @param plan its fixture set
 * @param before who was no member yet when it began
 * @param pool the candidates that it fed on, to whom its log refers
 * @param log what its slots were to add
 * @param requestIds its request ids
 * @param firstSequence the sequence that the first job of the run could have in the stream, empty when it is not known
 */
public record AuditedRun(
        ContractVersion contract,
        FixturePlan plan,
        RemainingCandidates before,
        RemainingCandidates pool,
        AddLog log,
        RequestIds requestIds,
        OptionalLong firstSequence) {}
