package io.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.contract.AccountSetHash;
import io.loadgen.contract.ContractVersion;
import io.loadgen.contract.Shape;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.ShapeMix;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AddBodiesTests {
    private static final int ROOM = 1;

    /** Two blocks. */
    private static final int USERS = 2 * EngineRig.USERS_PER_BLOCK;

    private static final ShapeMix ALL = new ShapeMix.Weighted(1, 1, 1);

    private final EngineRig rig = new EngineRig();

    @Test
    void aFrontdoorBodyNamesRoomAndCandidates() {
        JsonNode body = write(InjectMode.FRONTDOOR, Shape.USERS, 3);

        assertThat(body.at("/roomId").stringValue()).isEqualTo(rig.fixture.roomId(ROOM));
        assertThat(texts(body, "users")).containsExactly(account(0), account(1), account(2));
        assertThat(body.at("/orgs").isEmpty() && body.at("/channels").isEmpty()).isTrue();
        assertThat(body.has("requesterAccount")).isFalse();
    }

    @Test
    void anOrgBodyNamesTheOrgsOfTheCandidates() {
        JsonNode body = write(InjectMode.FRONTDOOR, Shape.ORGS, USERS);

        assertThat(texts(body, "orgs")).containsExactly(org(0), org(EngineRig.USERS_PER_BLOCK));
        assertThat(body.at("/users").isEmpty() && body.at("/channels").isEmpty())
                .isTrue();
    }

    @Test
    void aChannelBodyNamesTheSourcesOfTheCandidatesWithTheirSite() {
        JsonNode body = write(InjectMode.FRONTDOOR, Shape.CHANNELS, USERS);

        assertThat(body.at("/channels").values())
                .extracting(channel -> channel.at("/roomId").stringValue())
                .containsExactly(source(0), source(EngineRig.USERS_PER_BLOCK));
        assertThat(body.at("/channels").values())
                .extracting(channel -> channel.at("/siteId").stringValue())
                .containsOnly("site-local");
        assertThat(body.at("/users").isEmpty() && body.at("/orgs").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = Shape.class, names = "CHANNELS", mode = Mode.EXCLUDE)
    void aCanonicalBodyIsFilledAsRoomServiceWould(Shape shape) {
        JsonNode body = write(InjectMode.CANONICAL, shape, USERS);

        assertThat(body.at("/" + shape.label()).isEmpty()).isFalse();
        assertThat(body.at("/requesterId").stringValue())
                .isEqualTo(rig.targets.get(ROOM).requesterId());
        assertThat(body.at("/requesterAccount").stringValue())
                .isEqualTo(rig.targets.get(ROOM).requesterAccount());
        assertThat(body.at("/timestamp").longValue()).isEqualTo(EngineRig.WALL_TIME.toEpochMilli());
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void theSameAccountsAreExpectedWhateverTheShape(Shape shape) {
        rig.pools.peekRoom(ROOM, USERS);
        ShapeBodies bodies = bodies(InjectMode.FRONTDOOR).of(shape);

        assertThat(bodies.nameCount(USERS)).isEqualTo(USERS);
        assertThat(bodies.namesHash(rig.pools.pool(), rig.pools.from(), USERS))
                .isEqualTo(IntStream.range(0, USERS)
                        .mapToLong(candidate -> AccountSetHash.of(account(candidate)))
                        .sum());
    }

    @Test
    void anEventOfContractCNamesTheOrgsOfAnOrgAddAndTheAccountsOfAnyOther() {
        rig.pools.peekRoom(ROOM, USERS);
        AddBodies bodies = bodies(InjectMode.FRONTDOOR, ContractVersion.C);
        ShapeBodies orgs = bodies.of(Shape.ORGS);
        long accounts = bodies.of(Shape.USERS).namesHash(rig.pools.pool(), rig.pools.from(), USERS);

        assertThat(orgs.nameCount(USERS)).isEqualTo(2);
        assertThat(orgs.namesHash(rig.pools.pool(), rig.pools.from(), USERS))
                .isEqualTo(AccountSetHash.ofOrg(org(0)) + AccountSetHash.ofOrg(org(EngineRig.USERS_PER_BLOCK)));
        assertThat(bodies.of(Shape.CHANNELS).nameCount(USERS)).isEqualTo(USERS);
        assertThat(bodies.of(Shape.CHANNELS).namesHash(rig.pools.pool(), rig.pools.from(), USERS))
                .isEqualTo(accounts);
    }

    @Test
    void shapesThatARunDoesNotSendHaveNoWriterButAccountsAlwaysDo() {
        AddBodies bodies = new AddBodies(
                InjectMode.CANONICAL,
                ContractVersion.B,
                new ShapeMix.Only(Shape.ORGS),
                rig.fixture,
                rig.targets,
                USERS,
                InstantSource.fixed(EngineRig.WALL_TIME));

        assertThat(bodies.of(Shape.ORGS)).isNotSameAs(bodies.of(Shape.USERS));
        assertThatThrownBy(() -> bodies.of(Shape.CHANNELS)).hasMessageContaining("channels");
    }

    private JsonNode write(InjectMode mode, Shape shape, int users) {
        rig.pools.peekRoom(ROOM, users);
        byte[] body = bodies(mode).of(shape).write(ROOM, rig.pools.pool(), rig.pools.from(), rig.pools.count());
        return new JsonMapper().readTree(new String(body, StandardCharsets.UTF_8));
    }

    private AddBodies bodies(InjectMode mode) {
        return bodies(mode, ContractVersion.B);
    }

    private AddBodies bodies(InjectMode mode, ContractVersion contract) {
        ShapeMix mix = mode == InjectMode.FRONTDOOR ? ALL : new ShapeMix.Weighted(1, 1, 0);
        return new AddBodies(
                mode, contract, mix, rig.fixture, rig.targets, USERS, InstantSource.fixed(EngineRig.WALL_TIME));
    }

    private static List<String> texts(JsonNode body, String list) {
        return body.at("/" + list).values().stream().map(JsonNode::stringValue).toList();
    }

    private int candidate(int index) {
        return rig.fixture.candidate(ROOM, index);
    }

    private String account(int index) {
        return rig.fixture.account(candidate(index));
    }

    private String org(int index) {
        return rig.fixture.orgId(rig.fixture.blockOf(candidate(index)));
    }

    private String source(int index) {
        return rig.fixture.sourceRoomId(rig.fixture.blockOf(candidate(index)));
    }
}
