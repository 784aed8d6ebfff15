package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.history.KeptRuns;
import io.loadgen.history.RunHistory;
import io.loadgen.lifecycle.LeaseHolder;
import io.loadgen.lifecycle.lease.LeaseStore.Renewal;
import io.loadgen.lifecycle.lease.MemoryLeases;
import io.loadgen.result.RunState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A run that is listed here and goes on in another process that shares the database. */
class RunOfAnotherProcessTests extends ApiTest {
    @Autowired
    RunHistory history;

    @Autowired
    MemoryLeases leases;

    @Test
    void stoppingItIsHeardByThatProcess() {
        history.save(KeptRuns.in(9, RunState.MEASURING));
        LeaseHolder other = new LeaseHolder("other", KeptRuns.id(9));
        leases.take(other, Duration.ofMinutes(1));
        try {
            assertThat(stop()).hasStatus(202);
            assertThat(leases.renew(other)).isEqualTo(Renewal.STOP_ASKED);

            leases.release(other);
            assertThat(stop())
                    .hasStatus(409)
                    .bodyJson()
                    .hasPathSatisfying(
                            "$.type", type -> assertThat(type).asString().endsWith("run-abandoned"))
                    .hasPathSatisfying(
                            "$.detail",
                            detail -> assertThat(detail)
                                    .asString()
                                    .contains(KeptRuns.id(9) + " is MEASURING, but no process has it"));
        } finally {
            history.save(KeptRuns.ended(9));
        }
        assertThat(stop()).hasStatus(202);
        history.delete(KeptRuns.id(9));
    }

    private MvcTestResult stop() {
        return post("/api/v1/runs/" + KeptRuns.id(9) + "/stop", "");
    }
}
