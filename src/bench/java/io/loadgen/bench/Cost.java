package io.loadgen.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What this JVM spent between two looks: wall time, processor time and the kernel's share of it, bytes allocated by all threads, pauses of
 * its collector, and how much the old generation grew, which is what survived. And what the processes spent that it made work.
 *
 * <p>Immutable.
 */
public final class Cost {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final long OWN_PID = ProcessHandle.current().pid();

    private final long nanos = System.nanoTime();
    private final long cpuNanos = SYSTEM.getProcessCpuTime();
    private final ProcessorTime own = ProcessorTime.of(OWN_PID);
    private final long allocatedBytes = THREADS.getTotalThreadAllocatedBytes();
    private final long collections = collections(true);
    private final long collectionMillis = collections(false);
    private final long oldBytes = oldBytes();
    private final Company company;
    private final Map<String, ProcessorTime> others = new TreeMap<>();

    private Cost(Company company) {
        this.company = company;
        company.pids().forEach((name, pid) -> others.put(name, ProcessorTime.of(pid)));
    }

    /**
     * Takes a look.
     *
     * @return what was spent so far
     */
    public static Cost now() {
        return now(Company.NONE);
    }

    /**
     * Takes a look at others, too.
     *
     * @param company whom to look at
     * @return what was spent so far
     */
    public static Cost now(Company company) {
        return new Cost(company);
    }

    /**
     * Takes a look after a full collection, so that what was made in preparation has its place, and does not pass for something
     * that survived.
     *
     * @return what was spent so far
     */
    public static Cost settled() {
        return settled(Company.NONE);
    }

    /** As {@link #settled()}, and at others, too. */
    static Cost settled(Company company) {
        System.gc();
        return now(company);
    }

    /**
     * What was spent since.
     *
     * @param requests for how many requests
     * @return figures by name, each with its unit
     */
    public Map<String, Double> since(long requests) {
        return until(now(company), requests);
    }

    /**
     * What was spent until another look.
     *
     * @param end the later look, at the same company
     * @param requests for how many requests
     * @return figures by name, each with its unit
     */
    public Map<String, Double> until(Cost end, long requests) {
        Map<String, Double> spent = new TreeMap<>();
        double seconds = (end.nanos - nanos) / 1e9;
        spent.put("seconds", seconds);
        spent.put("ratePerSecond", requests / seconds);
        spent.put("cpuMicrosPerRequest", (end.cpuNanos - cpuNanos) / 1e3 / requests);
        ProcessorTime self = end.own.since(own);
        spent.put("kernelPercent", 100.0 * self.system() / Math.max(1, self.total()));
        others.forEach((name, time) ->
                spent.put(name + "MicrosPerRequest", at(end, name).since(time).total() / 1e3 / requests));
        spent.put("allocatedBytesPerRequest", (double) (end.allocatedBytes - allocatedBytes) / requests);
        spent.put("survivedBytesPerRequest", (double) (end.oldBytes - oldBytes) / requests);
        spent.put("collections", (double) (end.collections - collections));
        spent.put("collectionMillis", (double) (end.collectionMillis - collectionMillis));
        return spent;
    }

    private static ProcessorTime at(Cost look, String name) {
        return Objects.requireNonNull(look.others.get(name), name);
    }

    private static long collections(boolean counts) {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(
                        counts ? GarbageCollectorMXBean::getCollectionCount : GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static long oldBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().contains("Old"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
