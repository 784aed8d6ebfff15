package io.loadgen.sandbox.wire;

/**
 * A member event on its way to the inbox of a site.
 *
 * <p>Immutable; any thread. Source: chat contract §4.5.
 *
 * @param type {@code member_added}
 * @param siteId the room's site
 * @param destSiteId the site it is for
 * @param payload base64 of the member event
 * @param timestamp when it was made, epoch milliseconds
 */
public record InboxEnvelope(String type, String siteId, String destSiteId, String payload, long timestamp) {}
