package io.loadgen.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.Nightly;
import io.loadgen.Undisturbed;
import io.loadgen.result.arrivals.ArrivalFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Whether 2,000 sends a second of a real run are the Poisson process that was planned, and whether it would be seen if they were not. */
@Timeout(300)
@Undisturbed
@EnabledOnOs(OS.LINUX)
class PoissonSendsIT {
    private static final int RATE = 2_000;

    @Test
    void whatIsSentInTimeIsAsPlannedAndWhatIsBatchedIsNot() throws Exception {
        holds(1, 1);
    }

    @Nightly
    @Test
    void nineteenOfTwentyRunsAreAsPlannedAndNoBatchedOne() throws Exception {
        holds(20, 19);
    }

    private static void holds(int runs, int leastAsPlanned) throws Exception {
        List<String> seen = new ArrayList<>();
        int asPlanned = 0;
        int batched = 0;
        try (Lab lab = Lab.start()) {
            lab.warmUp(20_000);
            for (long seed = 1; seed <= runs; seed++) {
                Map<String, Double> prompt = lab.engine().ask(Task.drawn("poisson", RATE, 2 * RATE, seed));
                Map<String, Double> late = lab.engine().ask(Task.drawn("batched", RATE, 2 * RATE, seed));
                asPlanned += holds(prompt) ? 1 : 0;
                batched += holds(late) ? 0 : 1;
                seen.add("seed " + seed + ": " + prompt + ", batched " + late);
            }
        }
        assertThat(asPlanned).as("%s", seen).isGreaterThanOrEqualTo(leastAsPlanned);
        assertThat(batched).as("%s", seen).isEqualTo(runs);
        System.out.println(String.join(System.lineSeparator(), seen));
    }

    private static boolean holds(Map<String, Double> figures) {
        return figures.getOrDefault("pValue", 0.0) >= ArrivalFigures.LEAST_P_VALUE;
    }
}
