package io.loadgen.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.contract.Shape;
import org.junit.jupiter.api.Test;

class RunSpecTests {
    private static final ShapeMix CHANNELS = new ShapeMix.Only(Shape.CHANNELS);
    private static final ShapeMix ALL = new ShapeMix.Weighted(1, 1, 1);

    @Test
    void channelsGoThroughRoomServiceOnly() {
        assertThatThrownBy(() -> new SpecBuilder()
                        .inject(InjectMode.CANONICAL)
                        .shape(CHANNELS)
                        .build())
                .isInstanceOfSatisfying(InvalidSpecException.class, refusal -> {
                    assertThat(refusal.field()).isEqualTo("shape");
                    assertThat(refusal.value()).isEqualTo("channels");
                    assertThat(refusal.accepted()).contains("only room-service expands channels");
                });
        assertThat(new SpecBuilder().shape(CHANNELS).build().shapes()).isEqualTo(CHANNELS);
    }

    @Test
    void aWeightOfChannelsIsRefusedWithoutRoomService() {
        assertThatThrownBy(() -> new SpecBuilder()
                        .inject(InjectMode.CANONICAL)
                        .shape(ALL)
                        .build())
                .isInstanceOfSatisfying(InvalidSpecException.class, refusal -> {
                    assertThat(refusal.field()).isEqualTo("mix.channels");
                    assertThat(refusal.accepted()).contains("only room-service expands channels");
                });
        new SpecBuilder()
                .inject(InjectMode.CANONICAL)
                .shape(new ShapeMix.Weighted(1, 1, 0))
                .build();
    }

    @Test
    void requestsOfBlocksNeedWholeBlocks() {
        // 10 users a request.
        for (ShapeMix shape : new ShapeMix[] {CHANNELS, ALL, new ShapeMix.Only(Shape.ORGS)}) {
            SustainedSpec spec = new SpecBuilder().shape(shape).build();
            spec.requireBlocks(10);
            spec.requireBlocks(5);
            assertThatThrownBy(() -> spec.requireBlocks(4))
                    .isInstanceOfSatisfying(InvalidSpecException.class, refusal -> {
                        assertThat(refusal.field()).isEqualTo("usersPerAdd");
                        assertThat(refusal.value()).isEqualTo("10");
                        assertThat(refusal.accepted())
                                .isEqualTo("a multiple of 4 (the usersPerBlock of members-medium-42) where shape is "
                                        + shape.label());
                    });
        }
        new SpecBuilder().build().requireBlocks(4);
    }
}
