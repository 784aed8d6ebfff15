package io.loadgen.operations;

import io.loadgen.contract.ContractChoice;
import io.loadgen.engine.rehearsal.RehearsalSettings;
import io.loadgen.nats.NatsAddresses;
import io.loadgen.security.LineEnds;
import io.loadgen.spec.AbortLimits;
import io.loadgen.time.ThreadScheduling;
import io.loadgen.valkey.ValkeyAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the service, {@code loadgen.*}. Checked when the service starts; a refusal names the property, its value and
 * what it may be.
 *
 * @param site the site id of the platform, a safe NATS token
 * @param contract the version of the platform's contract, or auto to go by what can be seen of the platform
 * @param maxRoomSize the most members that the platform lets a room have, 2 to 100,000
 * @param roomKeys where seeding writes the keys of rooms
 * @param otherSite another site of the platform
 * @param nats how NATS is reached
 * @param mongo how MongoDB is reached
 * @param valkey how Valkey is reached, where room keys go there
 * @param runs what runs may do
 * @param pacing how a schedule is kept
 * @param history how the history of runs is kept
 * @param preflight how runs look before they send
 * @param fixtures how large fixture sets may be
 * @param allowed what may be loaded
 */
@ConfigurationProperties("loadgen")
public record LoadgenProperties(
        @DefaultValue("site-local") String site,
        @DefaultValue("auto") ContractChoice contract,
        @DefaultValue("1000") int maxRoomSize,
        @DefaultValue("auto") RoomKeyPlace roomKeys,
        @DefaultValue OtherSite otherSite,
        @DefaultValue NatsProperties nats,
        @DefaultValue Mongo mongo,
        @DefaultValue Valkey valkey,
        @DefaultValue Runs runs,
        @DefaultValue Pacing pacing,
        @DefaultValue History history,
        @DefaultValue Preflight preflight,
        @DefaultValue FixtureSettings fixtures,
        @DefaultValue AllowedTargets allowed) {
    private static final Pattern SITE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int LARGEST_ROOM = 100_000;

    /** Checks the settings. */
    public LoadgenProperties {
        check(SITE.matcher(site).matches(), "site", site, "1 to 64 of A-Z, a-z, 0-9, _ and -");
        check(
                !otherSite.id().equals(site),
                "other-site.id",
                otherSite.id(),
                "another than loadgen.site, or empty for none");
        check(maxRoomSize >= 2 && maxRoomSize <= LARGEST_ROOM, "max-room-size", maxRoomSize, "2 to " + LARGEST_ROOM);
        check(
                !history.database().equalsIgnoreCase(mongo.database()),
                "history.database",
                history.database(),
                "another than loadgen.mongo.database: the history does not belong in the platform's");
        boolean needsValkey = roomKeys == RoomKeyPlace.VALKEY || roomKeys == RoomKeyPlace.BOTH;
        check(
                !needsValkey || valkey.isUsed(),
                "valkey.address",
                "empty",
                "given when loadgen.room-keys is " + roomKeys.name().toLowerCase(Locale.ROOT));
    }

    /**
     * Another site of the platform.
     *
     * @param id its site id, empty for none
     * @param natsUrl an address of its NATS, where we listen for what arrives there; empty to listen nowhere
     */
    public record OtherSite(
            @DefaultValue("") String id, @DefaultValue("") String natsUrl) {
        /** Checks the settings. */
        public OtherSite {
            natsUrl = LineEnds.strip(natsUrl);
            if (!natsUrl.isEmpty()) {
                String address = natsUrl;
                read("other-site.nats-url", () -> NatsAddresses.parse(address));
                check(!id.isEmpty(), "other-site.id", "empty", "given with loadgen.other-site.nats-url");
            }
            check(
                    id.isEmpty() || SITE.matcher(id).matches(),
                    "other-site.id",
                    id,
                    "1 to 64 of A-Z, a-z, 0-9, _ and -, or empty for none");
        }

        Optional<String> known() {
            return id.isEmpty() ? Optional.empty() : Optional.of(id);
        }

        /** Without the address, which may hold a password. */
        @Override
        public String toString() {
            return "OtherSite[id=" + id + "]";
        }
    }

    static void check(boolean holds, String property, Object value, String accepted) {
        if (!holds) {
            throw new IllegalArgumentException("loadgen." + property + " must be " + accepted + ", was " + value);
        }
    }

    /** Reads an address; the refusal does not name its cause, whose message might show a password. */
    static <T> T read(String property, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("loadgen." + property + " must be " + e.getMessage());
        }
    }

    private static void checkReadable(String property, String uri) {
        read(property, () -> MongoAddress.parse(uri, MongoAddress.WITHOUT_DNS));
    }

    static void checkPositive(String property, Duration value) {
        check(value.isPositive(), property, value, "above 0");
    }

    /**
     * Certificates in PEM files. Each is empty for none: whom to trust is then the JVM's choice.
     *
     * @param caFile certificates of the authorities to trust, and no other
     * @param certificateFile our own certificate, with those between it and its authority
     * @param keyFile the key of our own certificate
     */
    public record Tls(
            @DefaultValue("") String caFile,
            @DefaultValue("") String certificateFile,
            @DefaultValue("") String keyFile) {
        /** Checks the settings. */
        public Tls {
            check(
                    certificateFile.isEmpty() == keyFile.isEmpty(),
                    "*.tls.certificate-file and .key-file",
                    certificateFile.isEmpty() ? "a key alone" : "a certificate alone",
                    "both given or both empty");
        }

        /** Whether there is nothing in it. */
        boolean isEmpty() {
            return caFile.isEmpty() && certificateFile.isEmpty();
        }
    }

    /**
     * How MongoDB is reached, and which databases are whose.
     *
     * @param uri the connection string
     * @param database the platform's database
     * @param username the user, empty to leave it to {@code uri}
     * @param password the user's password
     * @param tls certificates; to encrypt without any, say {@code tls=true} in the connection string
     * @param ownDatabase the database in which this service keeps its own records, never the platform's
     * @param serverSelectionTimeout the longest wait for a server that can be used
     * @param operationTimeout the longest wait for the answer to one command
     */
    public record Mongo(
            @DefaultValue("mongodb://localhost:27017") String uri,
            @DefaultValue("chat") String database,
            @DefaultValue("") String username,
            @DefaultValue("") String password,
            @DefaultValue Tls tls,
            @DefaultValue("loadgen") String ownDatabase,
            @DefaultValue("5s") Duration serverSelectionTimeout,
            @DefaultValue("30s") Duration operationTimeout) {
        /** Checks the settings; no message shows the connection string or the password, which are secrets. */
        public Mongo {
            uri = LineEnds.strip(uri);
            username = LineEnds.strip(username);
            password = LineEnds.strip(password);
            check(
                    uri.startsWith("mongodb://") || uri.startsWith("mongodb+srv://"),
                    "mongo.uri",
                    "something else",
                    "a connection string that begins with mongodb:// or mongodb+srv://");
            checkReadable("mongo.uri", MongoAddress.withUser(uri, username, password));
            check(!database.isBlank(), "mongo.database", "empty", "the name of the platform's database");
            check(!ownDatabase.isBlank(), "mongo.own-database", "empty", "the name of a database");
            check(
                    !ownDatabase.equalsIgnoreCase(database),
                    "mongo.own-database",
                    ownDatabase,
                    "another than loadgen.mongo.database: own records do not belong in the platform's");
            check(
                    password.isEmpty() || !username.isEmpty(),
                    "mongo.username",
                    "empty",
                    "given when loadgen.mongo.password is");
            checkPositive("mongo.server-selection-timeout", serverSelectionTimeout);
            checkPositive("mongo.operation-timeout", operationTimeout);
        }

        /** The connection string with the user that is given beside it. */
        String connectionString() {
            return MongoAddress.withUser(uri, username, password);
        }

        @Override
        public String toString() {
            return "Mongo[database=" + database + ", ownDatabase=" + ownDatabase + "]";
        }
    }

    /**
     * How Valkey is reached. Nothing connects to it before a fixture set is seeded or removed.
     *
     * @param address host and port of the single server, empty for none
     * @param password its password, empty for none
     * @param timeout the longest wait for a connection, and for an answer
     */
    public record Valkey(
            @DefaultValue("") String address,
            @DefaultValue("") String password,
            @DefaultValue("5s") Duration timeout) {
        /** Checks the settings; no message shows the password. */
        public Valkey {
            address = LineEnds.strip(address);
            password = LineEnds.strip(password);
            check(
                    address.isEmpty() || ValkeyAddress.isAddress(address),
                    "valkey.address",
                    address,
                    "host:port, such as valkey:6379");
            checkPositive("valkey.timeout", timeout);
        }

        /**
         * Whether there is one.
         *
         * @return true if an address is given
         */
        public boolean isUsed() {
            return !address.isEmpty();
        }

        @Override
        public String toString() {
            return "Valkey[address=" + address + "]";
        }
    }

    /**
     * How the history of runs is kept.
     *
     * @param mode in a database, or in memory
     * @param uri the connection string of its server, empty for the platform's, with user and certificates of {@code loadgen.mongo}
     * @param username the user, with {@code uri} only; empty to leave it to {@code uri}
     * @param password the user's password
     * @param tls certificates, with {@code uri} only
     * @param database its database, never the platform's
     * @param keepRuns how many runs are kept, those of baselines not counted, 1 or more; null to leave that as it is
     * @param keepFor how long a run is kept, 0 for ever; null to leave that as it is
     * @param spoolDirectory where runs wait while the database is away, empty for one in the folder for temporary files
     * @param checkpointInterval how often a run that goes on is written down, whole seconds, 1 s to 5 s
     */
    public record History(
            @DefaultValue("mongodb") HistoryMode mode,
            @DefaultValue("") String uri,
            @DefaultValue("") String username,
            @DefaultValue("") String password,
            @DefaultValue Tls tls,
            @DefaultValue("loadgen") String database,
            @Nullable Integer keepRuns,
            @Nullable Duration keepFor,
            @DefaultValue("") String spoolDirectory,
            @DefaultValue("2s") Duration checkpointInterval) {
        private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(5);
        private static final Duration SERVER_SELECTION = Duration.ofSeconds(2);

        /** Checks the settings; no message shows the connection string or the password, which are secrets. */
        public History {
            uri = LineEnds.strip(uri);
            username = LineEnds.strip(username);
            password = LineEnds.strip(password);
            check(
                    uri.isEmpty() || uri.startsWith("mongodb://") || uri.startsWith("mongodb+srv://"),
                    "history.uri",
                    "something else",
                    "empty, or a connection string that begins with mongodb:// or mongodb+srv://");
            if (!uri.isEmpty()) {
                checkReadable("history.uri", MongoAddress.withUser(uri, username, password));
            }
            check(
                    !uri.isEmpty() || (username.isEmpty() && password.isEmpty() && tls.isEmpty()),
                    "history.uri",
                    "empty",
                    "given when loadgen.history.username, .password or .tls is");
            check(
                    password.isEmpty() || !username.isEmpty(),
                    "history.username",
                    "empty",
                    "given when loadgen.history.password is");
            check(!database.isBlank(), "history.database", "empty", "the name of a database");
            check(keepRuns == null || keepRuns >= 1, "history.keep-runs", String.valueOf(keepRuns), "1 or more");
            check(keepFor == null || !keepFor.isNegative(), "history.keep-for", String.valueOf(keepFor), "0 or more");
            check(
                    checkpointInterval.compareTo(Duration.ofSeconds(1)) >= 0
                            && checkpointInterval.compareTo(LONGEST_INTERVAL) <= 0
                            && checkpointInterval.equals(Duration.ofSeconds(checkpointInterval.toSeconds())),
                    "history.checkpoint-interval",
                    checkpointInterval,
                    "1s to 5s, whole seconds");
        }

        /** Where runs wait while the database is away. */
        Path spool() {
            return spoolDirectory.isEmpty()
                    ? Path.of(System.getProperty("java.io.tmpdir"), "loadgen-spool")
                    : Path.of(spoolDirectory);
        }

        /** What needs a database to be kept in: the seconds from one checkpoint to the next, 0 where there is none. */
        int checkpointSeconds() {
            return mode == HistoryMode.MONGODB ? Math.toIntExact(checkpointInterval.toSeconds()) : 0;
        }

        /** How its server is reached: soon or not at all, since the spool takes what it does not. */
        Mongo connection(Mongo platform) {
            boolean own = !uri.isEmpty();
            Duration wait = platform.serverSelectionTimeout();
            return new Mongo(
                    own ? uri : platform.uri(),
                    platform.database(),
                    own ? username : platform.username(),
                    own ? password : platform.password(),
                    own ? tls : platform.tls(),
                    platform.ownDatabase(),
                    wait.compareTo(SERVER_SELECTION) < 0 ? wait : SERVER_SELECTION,
                    platform.operationTimeout());
        }

        @Override
        public String toString() {
            return "History[mode=" + mode + ", database=" + database + "]";
        }
    }

    /**
     * How runs look before they send.
     *
     * @param probe whether one add of their own is made first
     * @param payloadSizes whether messages that may be too large for a server let no run begin
     * @param rehearsal whether and how long the traffic of a run is sent to ourselves first
     */
    public record Preflight(
            @DefaultValue("true") boolean probe,
            @DefaultValue("true") boolean payloadSizes,
            @DefaultValue Rehearsal rehearsal) {}

    /**
     * Whether and how long the traffic of a run is sent to ourselves first.
     *
     * @param enabled whether at all
     * @param atLeast how long, however soon nothing changes any more, 3 s to 5 min
     * @param atMost how long, however much still changes, {@code atLeast} to 5 min
     * @param warmFor how long after a rehearsal another run of the same traffic needs none, 0 or more
     */
    public record Rehearsal(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("3s") Duration atLeast,
            @DefaultValue("20s") Duration atMost,
            @DefaultValue("15m") Duration warmFor) {
        private static final String NAME = "preflight.rehearsal.";

        /** Checks the settings. */
        public Rehearsal {
            check(
                    atLeast.compareTo(RehearsalSettings.SHORTEST) >= 0
                            && atLeast.compareTo(RehearsalSettings.LONGEST) <= 0,
                    NAME + "at-least",
                    atLeast,
                    "3s to 5m");
            check(
                    atMost.compareTo(atLeast) >= 0 && atMost.compareTo(RehearsalSettings.LONGEST) <= 0,
                    NAME + "at-most",
                    atMost,
                    "at-least, which is " + atLeast + ", to 5m");
            check(!warmFor.isNegative(), NAME + "warm-for", warmFor, "0 or more");
        }

        RehearsalSettings settings() {
            return new RehearsalSettings(enabled, atLeast, atMost, warmFor);
        }
    }

    /**
     * What runs may do.
     *
     * @param maxRate the highest rate, requests a second
     * @param maxDuration the longest run
     * @param maxOutstanding the most requests sent and not finished that a run may ask for, 1 to 1,000,000
     * @param abortOn what ends a run that does not say so itself
     * @param drainTime how long a run may drain when the service shuts down
     * @param auditTimeout the longest that the audit after a run may take
     * @param leaseTime how long the right to run, which replicas share, holds when it is not renewed, 5 s to 10 min
     * @param pacingSpin how long the pacing thread spins before each send at most, 0 to 10 ms
     * @param pacingScheduling the scheduling that the operating system is asked for, for the pacing thread
     */
    public record Runs(
            @DefaultValue("10000") double maxRate,
            @DefaultValue("24h") Duration maxDuration,
            @DefaultValue("1000000") int maxOutstanding,
            @DefaultValue AbortLimits abortOn,
            @DefaultValue("35s") Duration drainTime,
            @DefaultValue("60s") Duration auditTimeout,
            @DefaultValue("30s") Duration leaseTime,
            @DefaultValue("100us") Duration pacingSpin,
            @DefaultValue("realtime") ThreadScheduling pacingScheduling) {
        private static final Duration SHORTEST_LEASE = Duration.ofSeconds(5);
        private static final Duration LONGEST_LEASE = Duration.ofMinutes(10);
        private static final Duration LONGEST_SPIN = Duration.ofMillis(10);

        /** Checks the settings. */
        public Runs {
            check(maxRate > 0 && maxRate <= 1_000_000, "runs.max-rate", maxRate, "above 0, at most 1000000");
            checkPositive("runs.max-duration", maxDuration);
            check(
                    maxOutstanding >= 1 && maxOutstanding <= 1_000_000,
                    "runs.max-outstanding",
                    maxOutstanding,
                    "1 to 1000000");
            check(!drainTime.isNegative(), "runs.drain-time", drainTime, "0 or more");
            checkPositive("runs.audit-timeout", auditTimeout);
            check(
                    !pacingSpin.isNegative() && pacingSpin.compareTo(LONGEST_SPIN) <= 0,
                    "runs.pacing-spin",
                    pacingSpin,
                    "0 to 10ms");
            check(
                    leaseTime.compareTo(SHORTEST_LEASE) >= 0 && leaseTime.compareTo(LONGEST_LEASE) <= 0,
                    "runs.lease-time",
                    leaseTime,
                    "5s to 10m");
        }
    }

    /**
     * How a schedule is kept.
     *
     * @param maxWakeups how often the pacing thread wakes up in a second at most, 100 to 1,000,000; above, what is due by then is sent
     *     together
     */
    public record Pacing(@DefaultValue("5000") int maxWakeups) {
        private static final int FEWEST_WAKEUPS = 100;
        private static final int MOST_WAKEUPS = 1_000_000;

        /** Checks the settings. */
        public Pacing {
            check(
                    maxWakeups >= FEWEST_WAKEUPS && maxWakeups <= MOST_WAKEUPS,
                    "pacing.max-wakeups",
                    maxWakeups,
                    FEWEST_WAKEUPS + " to " + MOST_WAKEUPS);
        }
    }
}
