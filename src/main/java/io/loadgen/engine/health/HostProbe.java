package io.loadgen.engine.health;

import com.sun.management.OperatingSystemMXBean;
import io.loadgen.time.NanoClock;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/** Reads what the JVM and the kernel say of this process and the machine it is on. */
public final class HostProbe implements MachineSource {
    private final NanoClock clock;
    private final KernelFiles kernel = KernelFiles.ofThisMachine();
    private final GcPauses pauses = GcPauses.ofThisJvm();
    private final SafepointCounters safepoints = new SafepointCounters();

    public HostProbe(NanoClock clock) {
        this.clock = clock;
    }

    @Override
    public MachineReading read() {
        return new MachineReading(
                clock.nanoTime(),
                cpuNanos(),
                pauses.count(),
                pauses.millis(),
                pauses.takeLongestMillis(),
                safepoints.read(),
                kernel.ticks(),
                kernel.throttling());
    }

    private static OptionalLong cpuNanos() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            long nanos = system.getProcessCpuTime();
            return nanos < 0 ? OptionalLong.empty() : OptionalLong.of(nanos);
        }
        return OptionalLong.empty();
    }

    @Override
    public void close() {
        pauses.close();
    }
}
