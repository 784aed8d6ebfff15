package io.loadgen.preflight;

import static io.loadgen.result.PreflightCheck.fail;
import static io.loadgen.result.PreflightCheck.pass;
import static io.loadgen.result.PreflightCheck.warn;

import io.loadgen.contract.ChatContract;
import io.loadgen.contract.ContractVersion;
import io.loadgen.fixtures.Budget;
import io.loadgen.fixtures.DatabaseInspection;
import io.loadgen.fixtures.FixtureInspection;
import io.loadgen.fixtures.FixtureInspection.RoomDocuments;
import io.loadgen.fixtures.FixtureInspection.UserDocument;
import io.loadgen.fixtures.FixturePlan;
import io.loadgen.fixtures.RemainingCandidates;
import io.loadgen.injection.InjectionException;
import io.loadgen.injection.PlatformInspection;
import io.loadgen.injection.StreamState;
import io.loadgen.preflight.PreflightRequest.FixtureUse;
import io.loadgen.result.LargestMessage;
import io.loadgen.result.PreflightCheck;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The documents that a run would feed on. Source: chat contract §7, traps T9 to T11, T20, T21, T24, T25. */
final class FixtureChecks {
    static final String ROOMS = "fixture-rooms";
    static final String USERS = "fixture-users";
    static final String OWNERS = "room-owners";
    static final String COUNTS = "user-counts";
    static final String SIZES = "room-sizes";
    static final String ROWS = "room-members";
    static final String POOLS = "pool-budget";
    static final String BOTS = "bot-apps";
    static final String OUTBOX = "stream-outbox";
    static final List<String> NAMES = List.of(
            ROOMS, USERS, OWNERS, RoomKeyCheck.NAME, COUNTS, SIZES, ROWS, POOLS, BOTS, OUTBOX, PayloadCheck.NAME);
    private static final String RESET = "reset the fixture set";
    private static final String SEED = "seed the fixture set again";

    private final DatabaseInspection database;
    private final PlatformInspection platform;
    private final ChatContract contract;
    private final RoomKeyCheck keys;
    private final int maxRoomSize;
    private final PayloadCheck payload;

    FixtureChecks(
            PreflightPorts ports, ChatContract contract, PreflightSettings settings, Consumer<LargestMessage> largest) {
        this.database = ports.database();
        this.platform = ports.messaging();
        this.keys = new RoomKeyCheck(contract.keyStore(), ports.valkeyKeys());
        this.contract = contract;
        this.maxRoomSize = settings.maxRoomSize();
        this.payload = new PayloadCheck(ports.messaging(), contract, settings.payloadSizes(), largest);
    }

    Step step(FixtureUse use, PreflightRequest request) {
        return new Step(NAMES, () -> {
            FixtureInspection found = database.inspect(use.plan());
            return new Look(use.plan(), use.remaining(), found).checks(request);
        });
    }

    /** One fixture set as it was found. */
    private final class Look {
        private final FixturePlan plan;
        private final RemainingCandidates remaining;
        private final List<RoomDocuments> rooms;
        private final List<UserDocument> users;
        private final long enabledApps;
        private final String scope;

        Look(FixturePlan plan, RemainingCandidates remaining, FixtureInspection found) {
            this.plan = plan;
            this.remaining = remaining;
            this.rooms = found.rooms();
            this.users = found.users();
            this.enabledApps = found.enabledApps();
            this.scope = found.complete()
                    ? rooms.size() + " rooms, " + users.size() + " users"
                    : "a sample of " + rooms.size() + " of " + plan.spec().rooms() + " rooms and " + users.size()
                            + " of " + plan.spec().users() + " users";
        }

        List<PreflightCheck> checks(PreflightRequest request) throws InjectionException, InterruptedException {
            return List.of(
                    rooms(),
                    users(),
                    owners(),
                    keys.of(plan, rooms),
                    counts(),
                    sizes(),
                    orgRows(),
                    pools(request.usersPerAdd()),
                    bots(request),
                    outbox(),
                    payload.of(plan, request));
        }

        private PreflightCheck rooms() {
            Violations missing = Violations.of(rooms, room -> !room.document().exists(), this::id);
            if (missing.any()) {
                return fail(ROOMS, missing.told("rooms without a rooms document"), SEED);
            }
            Violations types =
                    Violations.of(rooms, room -> !room.document().type().equals("channel"), this::id);
            if (types.any()) {
                return fail(ROOMS, types.told("rooms of another type than channel"), RESET);
            }
            Violations sites =
                    Violations.of(rooms, room -> !room.document().siteId().equals(contract.site()), this::id);
            if (sites.any()) {
                return fail(
                        ROOMS,
                        sites.told("rooms of another site than " + contract.site()),
                        "set loadgen.site to the platform's and seed a set for it");
            }
            Violations restricted = Violations.of(
                    rooms, room -> room.document().restricted() != plan.isRestricted(room.room()), this::id);
            if (restricted.any()) {
                return warn(
                        ROOMS,
                        restricted.told("rooms that are restricted and were seeded open, or the other way round:"
                                + " room-service checks one thing more in restricted ones"),
                        RESET);
            }
            long seeded = rooms.stream()
                    .filter(room -> plan.isRestricted(room.room()))
                    .count();
            return pass(
                    ROOMS,
                    scope + ": channels of site " + contract.site()
                            + (seeded == 0 ? "" : ", " + seeded + " of them restricted"));
        }

        private PreflightCheck users() {
            Violations missing = Violations.of(users, user -> !user.exists(), user -> plan.account(user.user()));
            if (missing.any()) {
                return fail(USERS, missing.told("accounts without a users document"), SEED);
            }
            Violations moved = Violations.of(
                    users, user -> !user.siteId().equals(plan.siteOf(user.user())), user -> plan.account(user.user()));
            if (moved.any()) {
                return warn(USERS, moved.told("users of another site than they were seeded with"), SEED);
            }
            long elsewhere =
                    users.stream().filter(user -> plan.isCrossSite(user.user())).count();
            return pass(
                    USERS,
                    "every account has its users document, of site " + contract.site()
                            + (elsewhere == 0
                                    ? ""
                                    : ", or, " + elsewhere + " of them, of site "
                                            + plan.spec().people().otherSite()));
        }

        private PreflightCheck owners() {
            BitSet known = new BitSet();
            users.stream().filter(UserDocument::exists).forEach(user -> known.set(user.user()));
            BitSet looked = new BitSet();
            users.forEach(user -> looked.set(user.user()));
            Violations strangers = Violations.of(
                    rooms,
                    room -> looked.get(plan.owner(room.room())) && !known.get(plan.owner(room.room())),
                    room -> plan.account(plan.owner(room.room())));
            if (strangers.any()) {
                return fail(
                        OWNERS,
                        strangers.told("owners without a users document, whose adds are accepted and then fail"),
                        SEED);
            }
            Violations absent = Violations.of(rooms, room -> !room.ownerSubscribed(), this::id);
            return absent.any()
                    ? fail(OWNERS, absent.told("rooms whose owner is not subscribed as owner"), RESET)
                    : pass(OWNERS, "every owner is known and subscribed");
        }

        /** A counter may drift by concurrent adds; where none were made it must be right, and nowhere so high that adds are refused. */
        private PreflightCheck counts() {
            Violations wrong = Violations.of(
                    rooms,
                    room -> room.document().userCount() != room.subscriptions() && isUntouched(room),
                    this::counted);
            if (wrong.any()) {
                return fail(COUNTS, wrong.told("rooms as seeded whose userCount is not that of their members"), RESET);
            }
            Violations refusing = Violations.of(
                    rooms,
                    room -> room.document().userCount() > room.subscriptions()
                            && room.document().userCount() + remaining.count(room.room()) > maxRoomSize,
                    this::counted);
            if (refusing.any()) {
                return fail(COUNTS, refusing.told("rooms whose userCount is too high: adds would be refused"), RESET);
            }
            Violations drifted =
                    Violations.of(rooms, room -> room.document().userCount() != room.subscriptions(), this::counted);
            return drifted.any()
                    ? warn(COUNTS, drifted.told("rooms whose userCount has drifted since they were seeded"), RESET)
                    : pass(COUNTS, "userCount is the number of subscriptions in every room");
        }

        private boolean isUntouched(RoomDocuments room) {
            return remaining.count(room.room()) == plan.spec().candidatesPerRoom();
        }

        private String counted(RoomDocuments room) {
            return id(room) + " (" + room.document().userCount() + ", " + room.subscriptions() + " members)";
        }

        private PreflightCheck sizes() {
            Violations full = Violations.of(rooms, room -> room.subscriptions() >= maxRoomSize, this::id);
            if (full.any()) {
                return warn(
                        SIZES, full.told("rooms at " + maxRoomSize + " members, the most that a room may have"), RESET);
            }
            Violations tight = Violations.of(
                    rooms, room -> room.subscriptions() + remaining.count(room.room()) > maxRoomSize, this::id);
            return tight.any()
                    ? warn(
                            SIZES,
                            tight.told("rooms that cannot take all their candidates within " + maxRoomSize),
                            "expect refusals near the end, or raise MAX_ROOM_SIZE of the platform and"
                                    + " loadgen.max-room-size")
                    : pass(SIZES, "every room can take all its candidates within " + maxRoomSize);
        }

        /** Rows that the run's own earlier org adds left go with a reset; on rooms as seeded they are strange. */
        private PreflightCheck orgRows() {
            Violations stale = Violations.of(rooms, room -> room.orgRows() > 0 && isUntouched(room), this::id);
            if (stale.any()) {
                return fail(
                        ROWS,
                        stale.told("rooms as seeded with room_members rows of orgs: adds take another way there"),
                        RESET);
            }
            Violations used = Violations.of(rooms, room -> room.orgRows() > 0, this::id);
            return used.any()
                    ? warn(
                            ROWS,
                            used.told("rooms with room_members rows of earlier org adds: adds write more rows there"),
                            RESET + " to measure rooms without orgs")
                    : pass(ROWS, "no room has rows of orgs");
        }

        private PreflightCheck pools(int usersPerAdd) {
            long adds = Budget.of(remaining, usersPerAdd).adds();
            String finding = remaining.total() + " candidates left, enough for " + adds + " adds of " + usersPerAdd;
            if (remaining.total() == 0) {
                return fail(POOLS, finding, RESET);
            }
            return adds == 0 ? warn(POOLS, finding, RESET) : pass(POOLS, finding);
        }

        /** Bots can be added by name in contract C alone, and then as the assistants of enabled apps (contract §13.2). */
        private PreflightCheck bots(PreflightRequest request) {
            int bots = plan.bots().length;
            if (bots == 0) {
                return pass(BOTS, "not needed: the set has no bots");
            }
            if (contract.version() != ContractVersion.C) {
                return fail(
                        BOTS,
                        "contract " + contract.version() + " lets nobody add the " + bots + " bots of the set",
                        "use a set without bots");
            }
            if (request.shapes().takesBlocks()) {
                return fail(
                        BOTS,
                        "orgs and channels are expanded without the " + bots + " bots of the set",
                        "use shape users, or a set without bots");
            }
            return enabledApps < bots
                    ? fail(BOTS, "only " + enabledApps + " of " + bots + " bots have an enabled app", RESET)
                    : pass(BOTS, "each of " + bots + " bots is the assistant of an enabled app");
        }

        private PreflightCheck outbox() throws InjectionException {
            List<String> sites = users.stream()
                    .map(UserDocument::siteId)
                    .filter(site -> !site.isEmpty() && !site.equals(contract.site()))
                    .distinct()
                    .toList();
            if (sites.isEmpty()) {
                return pass(OUTBOX, "not needed: all users are of site " + contract.site());
            }
            List<StreamState> streams = platform.streams();
            List<String> lost = sites.stream()
                    .map(contract::crossSiteMemberAdded)
                    .filter(subject -> streams.stream()
                            .flatMap(stream -> stream.subjects().stream())
                            .noneMatch(stored -> SubjectCover.covers(stored, subject)))
                    .toList();
            return lost.isEmpty()
                    ? pass(OUTBOX, "adds of users of " + String.join(", ", sites) + " can be published")
                    : fail(
                            OUTBOX,
                            "no stream stores " + String.join(", ", lost)
                                    + ": without it adds of users of other sites fail once",
                            outboxRemedy());
        }

        private String outboxRemedy() {
            String own = contract.foreignSiteStreams().stream()
                    .map(spec -> "create stream " + spec.name() + " of subjects " + spec.subjects())
                    .collect(Collectors.joining(", "));
            return own.isEmpty() ? "let the inbox streams of those sites be reached from this one" : own;
        }

        private String id(RoomDocuments room) {
            return plan.roomId(room.room());
        }
    }
}
