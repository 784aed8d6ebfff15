package io.loadgen.engine.health;

import io.loadgen.time.NanoClock;

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
                ProcessorTime.nanos(),
                pauses.count(),
                pauses.millis(),
                pauses.takeLongestMillis(),
                safepoints.read(),
                kernel.ticks(),
                kernel.throttling());
    }

    @Override
    public void close() {
        pauses.close();
    }
}
