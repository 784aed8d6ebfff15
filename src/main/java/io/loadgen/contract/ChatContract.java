package io.loadgen.contract;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names that one version of the platform gives to its subjects and streams on one site. Everything a client needs to know
 * of the difference between versions is here, so that a further version is a further implementation.
 *
 * <p>Accounts and room ids are taken as they are: whether they are safe tokens is decided where they are made.
 *
 * <p>Immutable; any thread. Source: chat contract §1, §2, §7.1, §13.1.
 */
public sealed interface ChatContract permits SiteContract {
    /** What a site id may look like: it is part of stream names and a subject token. */
    Pattern SITE = Pattern.compile("[A-Za-z0-9_-]+");

    /**
     * The contract of a version on a site.
     *
     * @param version the version
     * @param site the site id of the platform; a safe NATS token
     * @return its names
     * @throws IllegalArgumentException when the site is not a safe token
     */
    static ChatContract of(ContractVersion version, String site) {
        if (!SITE.matcher(site).matches()) {
            throw new IllegalArgumentException("site must match " + SITE + ", was '" + site + "'");
        }
        return switch (version) {
            case A -> new ContractA(site);
            case B -> new ContractB(site);
            case C -> new ContractC(site);
        };
    }

    /** The version: which contract is spoken. */
    ContractVersion version();

    /** The site id. */
    String site();

    /** The stream of canonical jobs, with the durable consumer {@code room-worker}. */
    String roomsStream();

    /** The stream of canonical messages, which takes system messages. */
    String messagesStream();

    /** The stream of the site's inbox. */
    String inboxStream();

    /** The stream of canonical jobs with its subjects: what room-service and room-worker bootstrap themselves. */
    StreamSpec roomsStreamSpec();

    /** Streams that neither service creates, and without which every job is slow or fails: inbox and messages. */
    List<StreamSpec> harnessStreams();

    /**
     * Streams that are needed in addition when a user lives on another site than the room.
     *
     * @return the outbox, where the version has one of its own
     */
    List<StreamSpec> foreignSiteStreams();

    /** Where the key of a room is read. */
    KeyStore keyStore();

    /**
     * The frontdoor request.
     *
     * @param account the requester
     * @param roomId the room to add to
     * @return the subject to send to
     */
    String memberAdd(String account, String roomId);

    /** All frontdoor requests, as room-service subscribes to them: a subject with wildcards. */
    String memberAddWildcard();

    /** All canonical jobs of the site: a subject with wildcards. */
    String canonicalWildcard();

    /** The canonical job of an add: the subject to publish to. */
    String canonicalMemberAdd();

    /**
     * The member event of a room.
     *
     * @param roomId the room
     * @return the subject on which it is published
     */
    String memberEvent(String roomId);

    /**
     * The member event of a room that has members on its own site only, where the platform keeps such events on this site.
     *
     * @param roomId the room
     * @return the subject on which it is published then; that of {@link #memberEvent} where the version knows no other
     */
    String localMemberEvent(String roomId);

    /**
     * Every subject on which a member event may come. Where there are several, one event may come on each.
     *
     * @return subjects with wildcards
     */
    List<String> memberEventWildcards();

    /**
     * The async result of a job.
     *
     * @param account the requester
     * @param requestId the job's request id
     * @return the subject on which it is published
     */
    String jobResult(String account, String requestId);

    /** All async results: a subject with wildcards. */
    String jobResultWildcard();

    /**
     * The news to a new member that there is a subscription.
     *
     * @param account the new member
     * @return the subject on which it is published
     */
    String subscriptionUpdate(String account);

    /**
     * The key of the room for a new member.
     *
     * @param account the new member
     * @return the subject on which it is published
     */
    String roomKey(String account);

    /** The system message that tells a room of its new members: the stream's subject. */
    String systemMessage();

    /** The copy of the member event for the site's own inbox: the stream's subject. */
    String inboxMemberAdded();

    /**
     * The copy of the member event for another site: the outbox message.
     *
     * @param site the other site, or {@code *} for any
     * @return the stream's subject
     */
    String crossSiteMemberAdded(String site);

    /**
     * Where an outbox message arrives at the other site.
     *
     * @param site the other site
     * @return a subject there, empty where the contract does not say
     */
    Optional<String> crossSiteArrival(String site);
}
