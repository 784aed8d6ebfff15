package io.loadgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.contract.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HearingTests {
    private static final String PREFIX = "lg_contract-check_7_";
    private static final String FIRST = PREFIX + "r000001";
    private static final String SECOND = PREFIX + "r000002";

    private final Hearing hearing = new Hearing(PREFIX);

    private static WireMessage message(String subject, String requestId, String body) {
        return new WireMessage(
                subject, requestId.isEmpty() ? Map.of() : Map.of(Headers.REQUEST_ID, List.of(requestId)), body);
    }

    @Test
    void aMessageBelongsToTheStepWhoseRequestIdItCarries() {
        List<WireMessage> first = hearing.begin("id-1", FIRST);
        List<WireMessage> second = hearing.begin("id-2", FIRST);
        WireMessage late = message("chat.room." + FIRST + ".event.member", "id-1", "{}");

        hearing.heard(late);

        assertThat(first).containsExactly(late);
        assertThat(second).isEmpty();
    }

    @Test
    void withoutOneItBelongsToTheLastStepOfTheRoomThatItNames() {
        List<WireMessage> first = hearing.begin("id-1", FIRST);
        List<WireMessage> second = hearing.begin("", SECOND);
        String payload =
                Base64.getEncoder().encodeToString(("{\"roomId\":\"" + FIRST + "\"}").getBytes(StandardCharsets.UTF_8));
        WireMessage inSubject = message("chat.room." + FIRST + ".event.member", "", "{}");
        WireMessage inBody = message("chat.room.canonical.s.member.add", "minted", "{\"roomId\":\"" + SECOND + "\"}");
        WireMessage inBase64 = message("chat.inbox.s.member_added", "", "{\"payload\":\"" + payload + "\"}");

        List.of(inSubject, inBody, inBase64).forEach(hearing::heard);

        assertThat(first).containsExactly(inSubject, inBase64);
        assertThat(second).containsExactly(inBody);
    }

    @Test
    void whatIsOfNoRoomOfTheCheckIsNobodys() {
        List<WireMessage> messages = hearing.begin("id-1", FIRST);

        hearing.heard(message("chat.room.canonical.s.member.add", "foreign", "{\"roomId\":\"mroom-1\"}"));
        hearing.heard(message("chat.msg.canonical.s.created", "", "not even JSON"));

        assertThat(messages).isEmpty();
    }

    @Test
    void aStepIsOverWithItsLastResultAndAStepWithoutOneWithItsJob() throws Exception {
        List<WireMessage> messages = hearing.begin("id-1", FIRST);
        assertThat(hearing.await(messages, 0, Duration.ZERO)).isFalse();
        hearing.heard(message("chat.room.canonical.s.member.add", "id-1", "{}"));
        assertThat(hearing.await(messages, 0, Duration.ZERO)).isTrue();
        assertThat(hearing.await(messages, 1, Duration.ZERO)).isFalse();
        hearing.heard(message("chat.user.x.response.id-1", "id-1", "{}"));
        assertThat(hearing.await(messages, 1, Duration.ofSeconds(10))).isTrue();
        assertThat(hearing.await(messages, 2, Duration.ofMillis(1))).isFalse();
    }
}
