package io.loadgen.engine.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel says of processor time: {@code /proc/stat} of the machine, {@code cpu.stat} of the control group, in either
 * version of control groups. A file that is not there, or says nothing of the kind, gives nothing.
 */
final class KernelFiles {
    private static final int STEAL_COLUMN = 8;
    private static final int GUEST_COLUMN = 9;

    private final Path stat;
    private final List<Path> cpuStats;

    KernelFiles(Path stat, List<Path> cpuStats) {
        this.stat = stat;
        this.cpuStats = List.copyOf(cpuStats);
    }

    static KernelFiles ofThisMachine() {
        return new KernelFiles(
                Path.of("/proc/stat"),
                List.of(Path.of("/sys/fs/cgroup/cpu.stat"), Path.of("/sys/fs/cgroup/cpu/cpu.stat")));
    }

    /** Time of guests is in that of users already; it must not count twice. */
    Optional<MachineReading.Ticks> ticks() {
        return read(stat).flatMap(text -> {
            String[] columns = text.lines().findFirst().orElse("").trim().split(" +", -1);
            if (!columns[0].equals("cpu") || columns.length <= STEAL_COLUMN) {
                return Optional.empty();
            }
            long all = 0;
            for (int column = 1; column < Math.min(columns.length, GUEST_COLUMN); column++) {
                all += Long.parseLong(columns[column]);
            }
            return Optional.of(new MachineReading.Ticks(Long.parseLong(columns[STEAL_COLUMN]), all));
        });
    }

    Optional<MachineReading.Throttled> throttling() {
        for (Path cpuStat : cpuStats) {
            Optional<MachineReading.Throttled> found = read(cpuStat).flatMap(KernelFiles::throttling);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<MachineReading.Throttled> throttling(String text) {
        Map<String, Long> values = new HashMap<>();
        for (String line : text.lines().toList()) {
            String[] words = line.trim().split(" ", -1);
            if (words.length == 2) {
                values.put(words[0], Long.parseLong(words[1]));
            }
        }
        Long periods = values.get("nr_periods");
        Long throttled = values.get("nr_throttled");
        Long micros = throttledMicros(values);
        return periods == null || throttled == null || micros == null
                ? Optional.empty()
                : Optional.of(new MachineReading.Throttled(periods, throttled, micros));
    }

    /** Version 2 of control groups counts in microseconds, version 1 in nanoseconds. */
    private static @Nullable Long throttledMicros(Map<String, Long> values) {
        Long nanos = values.get("throttled_time");
        return nanos == null ? values.get("throttled_usec") : Long.valueOf(nanos / 1000);
    }

    static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }
}
