package io.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.MemberEventReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomIndexTests {
    private final MemberEventReader event = new MemberEventReader();

    private MemberEventReader of(String room) {
        assertThat(event.read(
                        ("{\"type\":\"member_added\",\"roomId\":\"" + room + "\"}").getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        return event;
    }

    @Test
    void everyRoomIsFoundAndNoOther() {
        List<String> ids = IntStream.range(0, 100_000)
                .mapToObj("lg_set_42_r%06d"::formatted)
                .toList();
        RoomIndex rooms = new RoomIndex(ids);

        for (int room = 0; room < ids.size(); room += 7) {
            assertThat(rooms.roomOf(of(ids.get(room)))).isEqualTo(room);
        }
        assertThat(rooms.roomOf(of("lg_set_42_r100000"))).isEqualTo(RoomIndex.NOT_OURS);
        assertThat(rooms.roomOf(of("Zürich"))).isEqualTo(RoomIndex.NOT_OURS);
        assertThat(rooms.roomOf(of(""))).isEqualTo(RoomIndex.NOT_OURS);
    }

    @Test
    void oneRoomAndNoneAreEnough() {
        assertThat(new RoomIndex(List.of("Zürich")).roomOf(of("Zürich"))).isZero();
        assertThat(new RoomIndex(List.of()).roomOf(of("a"))).isEqualTo(RoomIndex.NOT_OURS);
    }
}
