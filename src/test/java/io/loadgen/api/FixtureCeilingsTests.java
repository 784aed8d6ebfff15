package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loadgen.fixtures.FixtureLimits;
import io.loadgen.fixtures.FixtureRequest;
import io.loadgen.spec.InvalidSpecException;
import io.loadgen.spec.PresetCatalog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the operator lets a fixture set have. */
class FixtureCeilingsTests {
    private static final FixtureLimits LIMITS =
            new FixtureLimits("site-local", 1000, 50, 6_000, 10_000, PresetCatalog.BUILT_IN);

    @Test
    void ownNumbersAtTheCeilingAreTaken() {
        assertThat(own(50, 200, 6_000).toSpec(LIMITS).rooms()).isEqualTo(50);
    }

    @Test
    void everyNumberAboveItsCeilingIsRefusedByName() {
        refuses(own(51, 10, 6_000), "rooms", "51", "1 to 50");
        refuses(own(50, 10, 6_010), "users", "6010", "1 to 6000");
        refuses(
                own(50, 210, 6_000),
                "candidatesPerRoom",
                "210",
                "at most 10000 candidates (the limit set for this service); with rooms = 50 they have 10500");
    }

    @Test
    void aPresetAboveACeilingIsRefusedWithItsNumbers() {
        assertThat(preset("members-small").toSpec(LIMITS).rooms()).isEqualTo(5);
        refuses(
                preset("members-medium"),
                "preset",
                "members-medium",
                "at most 50 rooms, 6000 users and 10000 candidates in all (the limits set for this service); this one has"
                        + " 100, 5000 and 90000");
    }

    private static void refuses(FixtureRequest request, String field, String value, String accepted) {
        assertThatExceptionOfType(InvalidSpecException.class)
                .isThrownBy(() -> request.toSpec(LIMITS))
                .satisfies(refusal -> {
                    assertThat(refusal.field()).isEqualTo(field);
                    assertThat(refusal.value()).isEqualTo(value);
                    assertThat(refusal.accepted()).contains(accepted);
                });
    }

    private static FixtureRequest preset(String name) {
        return request(name, null, null, null, null);
    }

    private static FixtureRequest own(int rooms, int candidatesPerRoom, int users) {
        return request("mine", rooms, 10, candidatesPerRoom, users);
    }

    private static FixtureRequest request(
            String preset,
            @Nullable Integer rooms,
            @Nullable Integer baselineMembers,
            @Nullable Integer candidatesPerRoom,
            @Nullable Integer users) {
        return new FixtureRequest(
                preset, 42L, rooms, baselineMembers, candidatesPerRoom, users, null, null, null, null);
    }
}
