package io.loadgen.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.time.NanoClock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostProbeTests {
    @Test
    void aCollectionIsHeardWithItsLength() {
        try (HostProbe machine = new HostProbe(NanoClock.system())) {
            long before = machine.read().pauses();
            MachineReading reading;
            do {
                System.gc();
                reading = machine.read();
            } while (reading.pauses() == before);

            assertThat(reading.pauses()).isGreaterThan(before);
            assertThat(reading.longestPauseMillis()).isLessThanOrEqualTo(reading.pauseMillis());
            assertThat(reading.cpuNanos()).isPresent();
        }
    }

    @Test
    void closingTwiceDoesNothing() {
        HostProbe machine = new HostProbe(NanoClock.system());
        machine.close();
        // Not none: it may have been told of one of another test, which comes late.
        long heard = machine.read().pauses();
        machine.close();
        assertThat(machine.read().pauses()).isEqualTo(heard);
    }
}
