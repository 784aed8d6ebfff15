package io.loadgen.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.AccountSetHash;
import io.loadgen.injection.InjectMode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AddBodiesTests {
    private static final int ROOM = 1;

    private final WorkloadRig rig = new WorkloadRig();

    @Test
    void aFrontdoorBodyNamesRoomAndCandidates() {
        JsonNode body = write(InjectMode.FRONTDOOR);

        assertThat(body.at("/roomId").stringValue()).isEqualTo(rig.fixture.roomId(ROOM));
        assertThat(body.at("/users").values().stream().map(JsonNode::stringValue))
                .containsExactly(account(0), account(1));
        assertThat(body.has("requesterAccount")).isFalse();
    }

    @Test
    void aCanonicalBodyIsFilledAsRoomServiceWould() {
        JsonNode body = write(InjectMode.CANONICAL);

        assertThat(body.at("/users").size()).isEqualTo(2);
        assertThat(body.at("/requesterId").stringValue())
                .isEqualTo(rig.targets.get(ROOM).requesterId());
        assertThat(body.at("/requesterAccount").stringValue())
                .isEqualTo(rig.targets.get(ROOM).requesterAccount());
        assertThat(body.at("/timestamp").longValue()).isEqualTo(WorkloadRig.WALL_TIME.toEpochMilli());
    }

    @Test
    void theFingerprintIsThatOfTheAccounts() {
        rig.pools.peekRoom(ROOM, 2);

        assertThat(bodies(InjectMode.FRONTDOOR).accountsHash(rig.pools.pool(), rig.pools.from(), 2))
                .isEqualTo(AccountSetHash.of(account(0)) + AccountSetHash.of(account(1)));
    }

    private JsonNode write(InjectMode mode) {
        rig.pools.peekRoom(ROOM, 2);
        byte[] body = bodies(mode).write(ROOM, rig.pools.pool(), rig.pools.from(), rig.pools.count());
        return new JsonMapper().readTree(new String(body, StandardCharsets.UTF_8));
    }

    private AddBodies bodies(InjectMode mode) {
        return new AddBodies(mode, rig.fixture, rig.targets, 2, InstantSource.fixed(WorkloadRig.WALL_TIME));
    }

    private String account(int candidate) {
        return rig.fixture.account(rig.fixture.candidate(ROOM, candidate));
    }
}
