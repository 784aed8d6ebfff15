package io.loadgen.audit;

/**
 * How far an audit is. A shard is some rooms that are read together.
 *
 * @param shardsDone shards compared
 * @param shards all shards, 1 or more
 */
public record AuditProgress(int shardsDone, int shards) {}
