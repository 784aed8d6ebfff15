package io.loadgen.bench;

import io.loadgen.contract.AddMembersEncoder;
import io.loadgen.contract.AddTargetJson;
import io.loadgen.contract.MemberEventReader;
import io.loadgen.contract.Shape;
import io.loadgen.engine.ArrivalSchedule;
import io.loadgen.fixtures.FixturePlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request written and an event read, beside the JSON library; and an instant of the schedule, beside one look at the clock. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ContractPieces {
    private static final JsonMapper JSON = new JsonMapper();

    private final byte[][] quoted = new byte[Workload.USERS_PER_ADD][];
    private final int[] all = IntStream.range(0, quoted.length).toArray();
    private final List<String> accounts = new ArrayList<>();
    private final String room;
    private final AddTargetJson target;
    private final byte[] event;
    private final MemberEventReader reader = new MemberEventReader();
    private final ArrivalSchedule schedule = ArrivalSchedule.constantRate(5_000);
    private long slot;

    /** Takes ten users of the benchmark's own fixture set. */
    public ContractPieces() {
        FixturePlan plan = new FixturePlan(Workload.fixture(1));
        room = plan.roomId(0);
        target = AddTargetJson.frontdoor(room);
        for (int index = 0; index < quoted.length; index++) {
            accounts.add(plan.account(plan.candidate(0, index)));
            quoted[index] = AddMembersEncoder.quote(accounts.get(index));
        }
        event = JSON.writeValueAsString(Map.of(
                        "type",
                        "member_added",
                        "roomId",
                        room,
                        "roomName",
                        "room",
                        "roomType",
                        "channel",
                        "siteId",
                        "site-local",
                        "accounts",
                        accounts,
                        "joinedAt",
                        1_779_260_400_123L,
                        "timestamp",
                        1_779_260_400_151L))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A body from pieces that were encoded once. */
    @Benchmark
    public byte[] encodeLoadgen() {
        return AddMembersEncoder.frontdoor(target, Shape.USERS, quoted, all, all.length);
    }

    /** A body from a map. */
    @Benchmark
    public byte[] encodeReference() {
        return JSON.writeValueAsBytes(Map.of(
                "roomId",
                room,
                "users",
                accounts,
                "orgs",
                List.of(),
                "channels",
                List.of(),
                "history",
                Map.of("mode", "all")));
    }

    /** An event scanned, its accounts counted and fingerprinted. */
    @Benchmark
    public boolean decodeLoadgen() {
        return reader.read(event);
    }

    /** An event read to a tree. */
    @Benchmark
    public JsonNode decodeReference() {
        return JSON.readTree(event);
    }

    /** When the next slot is due. */
    @Benchmark
    public long scheduleLoadgen() {
        return schedule.nanosAt(++slot);
    }

    /** What the pacing loop cannot do without: the present moment. */
    @Benchmark
    public long scheduleReference() {
        return System.nanoTime();
    }
}
