package io.loadgen.contract;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large the messages of an add can become, reckoned before it is sent: a server of NATS takes none above its
 * {@code max_payload}, and what room-worker cannot publish is lost while its result says {@code ok}.
 *
 * <p>Bodies are exact for the names given; headers, which count as well, are reckoned generously. Immutable; any thread. Source: chat
 * contract §4, §5, §6, §13.3, §13.9.
 */
public final class MessageSizes {
    /** The request id, and what the services' tracing may add. */
    private static final long HEADER_BYTES = 512;

    /** A system message names one person or counts them, in either script. */
    private static final long CONTENT_BYTES = 256;

    private static final String MILLIS = "1787382000151";
    private static final String DATE = "2026-08-22T07:00:00.123456789Z";
    private static final String HEX = "0123456789abcdef0123456789abcdef";
    private static final String UUID = "01970a4f-8c2d-7c9a-abcd-e0123456789f";

    private final ContractVersion version;
    private final String site;
    private final LongestNames names;
    private final Elsewhere elsewhere;

    /**
     * Sizes on a platform.
     *
     * @param contract its contract
     * @param names the longest names there
     * @param elsewhere who is of another site
     */
    public MessageSizes(ChatContract contract, LongestNames names, Elsewhere elsewhere) {
        version = contract.version();
        site = contract.site();
        this.names = names;
        this.elsewhere = elsewhere;
    }

    /**
     * Those who can be added and are of another site.
     *
     * @param site which, null for none
     * @param users how many there are
     */
    public record Elsewhere(@Nullable String site, int users) {
        /** All are of the platform's own site. */
        public static final Elsewhere NOBODY = new Elsewhere(null, 0);
    }

    /** A message of an add. */
    public enum Part {
        /** To room-service. */
        REQUEST("the request", true),
        /** To room-worker. */
        JOB("the canonical job", true),
        /** To the room: E2. */
        EVENT("the member event", true),
        /** Of the room; without it a job fails once. */
        SYSTEM_MESSAGE("the system message", true),
        /** To another site, where somebody of it is added; without it a job fails once, and that site is never told. */
        OUTBOX("the outbox message", true),
        /** To the site's inbox. Whether it can be published, room-worker logs only. */
        INBOX("the inbox message", false);

        private final String words;
        private final boolean needed;

        Part(String words, boolean needed) {
            this.words = words;
            this.needed = needed;
        }

        /** What it is called: such as {@code the member event}. */
        public String words() {
            return words;
        }

        /**
         * Whether an add without it does not go through as it should.
         *
         * @return false where nothing that is measured depends on it
         */
        public boolean isNeeded() {
            return needed;
        }
    }

    /**
     * The sizes of an add.
     *
     * @param shape what it names
     * @param users how many users it adds, 0 or more
     * @param items how many accounts, orgs or channels it names for that
     * @return bytes of each message that there is, headers included
     */
    public Map<Part, Long> of(Shape shape, int users, int items) {
        long orgs = shape == Shape.ORGS ? list(quoted(names.orgId()), items) : 0;
        long channels = shape == Shape.CHANNELS
                ? list(length("{'roomId':,'siteId':}") + quoted(names.orgId()) + quoted(site), items)
                : 0;
        long accounts = list(quoted(names.account()), users);
        long resolved = shape == Shape.ORGS ? 0 : accounts;
        long request = length("{'roomId':,'users':[],'orgs':[],'channels':[],'history':{'mode':'all'}}")
                + quoted(names.roomId())
                + orgs
                + channels
                + (shape == Shape.USERS ? accounts : 0);
        long job = length("{'roomId':,'users':[],'orgs':[],'channels':[],'history':{'mode':'all'},'requesterId':,"
                        + "'requesterAccount':,'timestamp':}" + MILLIS)
                + quoted(names.roomId())
                + quoted(names.userId())
                + quoted(names.account())
                + orgs
                + channels
                + resolved;
        long named = version == ContractVersion.C ? members(shape, users, items) : length("'accounts':[]") + accounts;
        long individuals = version == ContractVersion.C ? resolved : accounts;
        Map<Part, Long> sizes = new EnumMap<>(Part.class);
        sizes.put(Part.REQUEST, HEADER_BYTES + request);
        sizes.put(Part.JOB, HEADER_BYTES + job);
        sizes.put(Part.EVENT, HEADER_BYTES + event() + named);
        sizes.put(Part.SYSTEM_MESSAGE, HEADER_BYTES + systemMessage(individuals + orgs + channels));
        sizes.put(Part.INBOX, HEADER_BYTES + envelope(site, accounts));
        String other = elsewhere.site();
        int others = Math.min(users, elsewhere.users());
        if (other != null && others > 0) {
            sizes.put(Part.OUTBOX, HEADER_BYTES + outbox(other, list(quoted(names.account()), others)));
        }
        return sizes;
    }

    /** As if all of an add were of the other site, or as many as are. */
    private long outbox(String destination, long accounts) {
        long envelope = envelope(destination, accounts);
        return version == ContractVersion.C
                ? length("{'roomId':,'envelope':,'dedupId':'" + UUID + ":','timestamp':}" + MILLIS)
                        + quoted(names.roomId())
                        + envelope
                        + destination.length()
                : envelope;
    }

    private long envelope(String destination, long accounts) {
        return length("{'type':'member_added','siteId':,'destSiteId':,'payload':'','timestamp':}" + MILLIS)
                + quoted(site)
                + quoted(destination)
                + base64(event() + length("'accounts':[]") + accounts);
    }

    /** The member event but for whom it names. */
    private long event() {
        return length("{'type':'member_added','roomId':,'roomName':,'roomType':'channel','siteId':,"
                        + "'requesterAccount':,'joinedAt':,'timestamp':,}" + MILLIS + MILLIS)
                + quoted(names.roomId())
                + quoted(names.roomName())
                + quoted(site)
                + quoted(names.account());
    }

    private long members(Shape shape, int users, int items) {
        long person = length("{'id':,'type':'individual','account':,'engName':,'chineseName':,'sectName':}")
                + quoted(names.userId())
                + quoted(names.account())
                + quoted(names.engName())
                + quoted(names.chineseName())
                + quoted(names.section());
        long org = length("{'id':,'type':'org','orgName':,'orgCode':,'memberCount':1000000000}")
                + quoted(names.orgId())
                + 2L * quoted(names.section());
        return length("'members':[]") + (shape == Shape.ORGS ? list(org, items) : list(person, users));
    }

    private long systemMessage(long lists) {
        long data = length("{'individuals':[],'orgs':[],'channels':[],'addedUsersCount':1000000000}") + lists;
        return length("{'event':'created','message':{'id':'','roomId':,'userId':,'userAccount':,'content':'',"
                        + "'createdAt':'','type':'members_added','sysMsgData':''},'siteId':,'timestamp':}"
                        + HEX + DATE + MILLIS)
                + quoted(names.roomId())
                + quoted(names.userId())
                + quoted(names.account())
                + quoted(site)
                + CONTENT_BYTES
                + base64(data);
    }

    /** Of a text in which all is ASCII. */
    private static long length(String json) {
        return json.length();
    }

    private static long quoted(String text) {
        return JsonText.quoted(text).length;
    }

    private static long list(long item, long count) {
        return count == 0 ? 0 : count * (item + 1) - 1;
    }

    private static long base64(long bytes) {
        return 4 * Math.ceilDiv(bytes, 3L);
    }
}
