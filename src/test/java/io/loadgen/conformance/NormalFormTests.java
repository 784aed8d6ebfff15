package io.loadgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadgen.fixtures.FixturePlan;
import io.loadgen.spec.FixtureSpec;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalFormTests {
    private static final String ID = "01970a4f-8c2d-7c9a-abcd-e0123456789f";
    private static final long ACCEPTED = 1_787_382_000_123L;

    private final FixturePlan plan =
            new FixturePlan(new FixtureSpec("contract-check", 7, "site-local", 2, 2, 8, 10, 2));
    private final Cast cast = new Cast(plan, 1, "site-far");
    private final NormalForm form = new NormalForm(cast, ID, ACCEPTED);

    @Test
    void whoTakesPartIsToldByPartsAndBack() {
        String account = plan.account(plan.owner(1));
        String text = "requester not in room: \"" + account + "\" in room \"" + plan.roomId(1) + "\"";

        assertThat(form.text(text)).isEqualTo("requester not in room: \"<owner>\" in room \"<room>\"");
        assertThat(cast.real("<owner> in <room>")).isEqualTo(account + " in " + plan.roomId(1));
        assertThat(form.subject("chat.user." + plan.account(plan.candidate(1, 0)) + ".request.room." + plan.roomId(1)
                        + ".site-local.member.add"))
                .isEqualTo("chat.user.<c1>.request.room.<room>.<site>.member.add");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"joinedAt\":1787382000123,\"timestamp\":1787382000123}|{\"joinedAt\":\"<accepted>\",\"timestamp\":\"<ms>\"}",
                "{\"joinedAt\":1787382000124}|{\"joinedAt\":\"<ms>\"}",
                "{\"createdAt\":\"2026-08-22T07:00:00.123Z\"}|{\"createdAt\":\"<accepted>\"}",
                "{\"updatedAt\":{\"$date\":\"2026-08-22T07:00:00.123Z\"}}|{\"updatedAt\":\"<date>\"}",
                "{\"requestId\":\"" + ID
                        + "\",\"id\":\"Z10YEQg5RD4fqCwv8v5w\"}|{\"requestId\":\"<reqId>\",\"id\":\"<message id>\"}",
                "{\"id\":\"0198aaaabbbbccccddddeeeeffff0011\"}|{\"id\":\"<hex32>\"}",
                "{\"id\":\"11111111-2222-4333-8444-555555555555\"}|{\"id\":\"<uuid>\"}",
                "{\"error\":\"room is at maximum capacity (1000): cannot\"}|{\"error\":\"room is at maximum capacity (<max>): cannot\"}",
                "{\"maxRoomSize\":\"1000\",\"siteId\":\"site-local\",\"n\":3}|{\"maxRoomSize\":\"<max>\",\"siteId\":\"<site>\",\"n\":3}",
                "{\"accounts\":[\"b\",\"a\"],\"users\":[\"b\",\"a\"]}|{\"accounts\":[\"a\",\"b\"],\"users\":[\"b\",\"a\"]}",
                "{\"priv\":{\"$binary\":{\"base64\":\"AAAA\",\"subType\":\"00\"}}}|{\"priv\":\"<binary subtype 0, 3 bytes>\"}"
            })
    void whatServicesMintOrReadFromAClockIsToldByItsKind(String body, String told) {
        assertThat(form.body(body)).hasToString(told);
    }

    @Test
    void jsonInBase64IsOpenedAndAKeyThatOnlyLooksLikeItIsNot() {
        String inner = Base64.getEncoder().encodeToString("{\"a\":[1]}".getBytes(StandardCharsets.UTF_8));
        String key = "eyJ" + "A".repeat(40) + "=";

        assertThat(form.body("{\"payload\":\"" + inner + "\"}"))
                .hasToString("{\"payload\":{\"base64 of\":{\"a\":[1]}}}");
        assertThat(form.body("{\"privateKey\":\"" + key + "\"}")).hasToString("{\"privateKey\":\"<key>\"}");
    }

    @Test
    void whatIsNotJsonIsText() {
        assertThat(form.body("{\"roomId\":").asString()).isEqualTo("{\"roomId\":");
        assertThat(form.body("").asString()).isEmpty();
    }
}
