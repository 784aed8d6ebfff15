package io.loadgen.history;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a history is kept.
 *
 * @param owner the name of this process among all that use the same archive
 * @param spool a folder where everything waits until it is in the archive, empty for the memory of this process
 * @param heartbeat how often the owner says that it is alive
 * @param silence after how long without a heartbeat a run is nobody's any more
 * @param retention what it was told about how much is kept
 */
public record HistorySettings(
        String owner, Optional<Path> spool, Duration heartbeat, Duration silence, RetentionChoice retention) {}
