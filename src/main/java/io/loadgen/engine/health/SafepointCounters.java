package io.loadgen.engine.health;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's own count of its safepoints. It keeps it to itself unless started with
 * {@code --add-exports java.management/sun.management=ALL-UNNAMED}; without it there is nothing to read, and that is not an error.
 */
final class SafepointCounters {
    private static final Logger LOG = LoggerFactory.getLogger(SafepointCounters.class);

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final Optional<ObjectName> runtime;

    SafepointCounters() {
        runtime = find();
    }

    private Optional<ObjectName> find() {
        try {
            register();
            ObjectName name = new ObjectName("sun.management:type=HotspotRuntime");
            beans.getAttribute(name, "SafepointCount");
            return Optional.of(name);
        } catch (JMException | RuntimeException kept) {
            LOG.debug("The JVM does not tell of its safepoints: {}", kept.toString());
            return Optional.empty();
        }
    }

    private void register() throws JMException {
        try {
            beans.createMBean("sun.management.HotspotInternal", new ObjectName("sun.management:type=HotspotInternal"));
        } catch (InstanceAlreadyExistsException before) {
            LOG.trace("registered before", before);
        }
    }

    Optional<MachineReading.Stops> read() {
        return runtime.flatMap(name -> {
            try {
                long count = (Long) beans.getAttribute(name, "SafepointCount");
                long millis = (Long) beans.getAttribute(name, "TotalSafepointTime");
                return Optional.of(new MachineReading.Stops(count, millis));
            } catch (JMException kept) {
                LOG.debug("The JVM tells of its safepoints no more: {}", kept.toString());
                return Optional.empty();
            }
        });
    }
}
