package io.loadgen.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Holds the scanner against Jackson, with a fixed seed. */
@Timeout(60)
class JsonScannerTests {
    private static final long SEED = 20260520;
    private static final String ALPHABET = "abc-_\"\\/<>&\b\f\n\r\t\u0001\u007fé鮑\u2028\ud83d\ude00";

    private final JsonMapper mapper = JsonMapper.shared();
    private final JsonScanner scanner = new JsonScanner();
    private final MemberEventReader events = new MemberEventReader();
    private final JobResultReader results = new JobResultReader();
    private final Random random = new Random(SEED);

    @Test
    void readsWhatJacksonWrote() {
        for (int round = 0; round < 5_000; round++) {
            List<String> accounts = IntStream.range(0, random.nextInt(6))
                    .mapToObj(account -> text())
                    .toList();
            String roomId = text();
            Map<String, Object> event = new LinkedHashMap<>();
            event.put(text() + "1", value(0));
            event.put("type", "member_added");
            event.put("roomId", roomId);
            event.put(text() + "2", value(0));
            event.put("accounts", accounts);
            byte[] body = random.nextBoolean()
                    ? mapper.writeValueAsBytes(event)
                    : mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(event);

            assertThat(events.read(body)).as("seed %d, %s", SEED, event).isTrue();
            assertThat(events.isRoom(roomId)).isTrue();
            assertThat(events.memberCount()).isEqualTo(accounts.size());
            assertThat(events.membersHash())
                    .isEqualTo(accounts.stream().mapToLong(AccountSetHash::of).sum());
        }
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 7)) {
            case 0 -> text();
            case 1 -> random.nextLong();
            case 2 -> random.nextGaussian() * 1e30;
            case 3 -> random.nextBoolean();
            case 4 -> new ArrayList<>(List.of());
            case 5 ->
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(element -> value(depth + 1))
                        .toList();
            default ->
                IntStream.range(0, random.nextInt(4))
                        .boxed()
                        .collect(Collectors.toMap(field -> text() + field, field -> value(depth + 1)));
        };
    }

    private String text() {
        int[] points = ALPHABET.codePoints().toArray();
        return random.ints(random.nextInt(12), 0, points.length)
                .map(at -> points[at])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void agreesWithJacksonOnWhatIsWellFormed() {
        int wellFormed = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] body = mapper.writeValueAsString(value(0))
                    .replaceAll("[^\\x00-\\x7f]", "")
                    .getBytes(StandardCharsets.US_ASCII);
            mutate(body, 1, 128);
            scanner.reset(body);
            boolean complete = scanner.skip() && scanner.isComplete();
            assertThat(complete)
                    .as("seed %d, round %d: %s", SEED, round, new String(body, StandardCharsets.US_ASCII))
                    .isEqualTo(isWellFormed(body));
            wellFormed += complete ? 1 : 0;
        }
        assertThat(wellFormed).isBetween(1_000, 19_000);
    }

    private boolean isWellFormed(byte[] body) {
        try {
            return !mapper.readTree(body).isMissingNode();
        } catch (JacksonException e) {
            return false;
        }
    }

    @Test
    void noSequenceOfBytesRaisesAnything() {
        byte[] event = ("{\"type\":\"member_added\",\"roomId\":\"r\\u00e9\",\"accounts\":[\"user\\n"
                        + "12\",\"\\ud83d\\ude00\"],"
                        + "\"members\":[{\"account\":\"a\"}],\"operation\":\"room.member.add\",\"status\":\"ok\","
                        + "\"error\":\"e\",\"code\":null,\"x\":[{},-1.5e+3,true,false,null]}")
                .getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 100_000; round++) {
            byte[] body;
            if (round % 4 == 0) {
                body = new byte[random.nextInt(64)];
                random.nextBytes(body);
            } else {
                body = Arrays.copyOf(event, random.nextInt(event.length + 1));
                mutate(body, random.nextInt(4), 256);
            }
            events.read(body);
            events.isRoom("r");
            results.read(body);
            results.error();
            ReplyReader.isAccepted(body);
            assertThat(ReplyReader.read(body).reason()).isNotEmpty();
        }
    }

    private void mutate(byte[] body, int times, int bound) {
        for (int time = 0; time < times && body.length > 0; time++) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(bound);
        }
    }
}
