package io.loadgen.engine.health;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/** The processor time that this process has taken since it began. Any thread. */
public final class ProcessorTime {
    private ProcessorTime() {}

    /** Nanoseconds of all its threads together, empty where its system does not tell. */
    public static OptionalLong nanos() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            long nanos = system.getProcessCpuTime();
            return nanos < 0 ? OptionalLong.empty() : OptionalLong.of(nanos);
        }
        return OptionalLong.empty();
    }
}
