package io.loadgen.contract;

/**
 * The longest of the names that may come in the messages of an add.
 *
 * @param roomId id of a room
 * @param roomName its name
 * @param userId id of a user
 * @param account account of a user, and of a requester
 * @param engName English name of a user
 * @param chineseName Chinese name of a user
 * @param section name of a section, which is an org
 * @param orgId id of an org, and of a source channel
 */
public record LongestNames(
        String roomId,
        String roomName,
        String userId,
        String account,
        String engName,
        String chineseName,
        String section,
        String orgId) {}
