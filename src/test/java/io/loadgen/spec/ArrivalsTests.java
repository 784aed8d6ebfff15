package io.loadgen.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class ArrivalsTests {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Test
    void whatIsNotSaidIsEvenAndInTurnAndNotWritten() {
        SustainedSpec spec = run("");

        assertThat(spec.arrivals()).isEqualTo(Arrivals.even());
        assertThat(spec.rooms()).isEqualTo(RoomChoice.inTurn());
        assertThat(JSON.writeValueAsString(spec)).doesNotContain("arrivals", "rooms");
        assertThat(run(",\"arrivals\":\"even\",\"rooms\":{\"type\":\"roundRobin\"}"))
                .isEqualTo(spec);
        assertThat(spec.load()).endsWith("warm-up");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"poisson\"; \"poisson\"",
                "{\"type\":\"poisson\"}; \"poisson\"",
                "\"bursts\"; {\"type\":\"bursts\",\"factor\":5.0,\"length\":\"1s\",\"every\":\"10s\"}",
                "{\"type\":\"bursts\",\"factor\":2,\"length\":\"200ms\"}; {\"type\":\"bursts\",\"factor\":2.0,\"length\":\"200ms\",\"every\":\"10s\"}",
            })
    void arrivalsAreAWordOrAnObjectAndAreReadBackAsTheyAreWritten(String asked, String written) {
        SustainedSpec spec = run(",\"arrivals\":" + asked);

        String json = JSON.writeValueAsString(spec);
        assertThat(json).contains("\"arrivals\":" + written);
        assertThat(JSON.readValue(json, RunSpec.class)).isEqualTo(spec);
        assertThat(spec.load()).contains(", arrivals " + spec.arrivals().type());
    }

    @Test
    void aTraceHasItsOwnRateAndItsOwnSlots() {
        SustainedSpec spec = run(",\"duration\":\"10s\",\"warmup\":\"2s\",\"arrivals\":"
                + "{\"type\":\"trace\",\"offsets\":[0,1,4,4.1,4.2,6,19.9,20,25],\"speed\":2}");

        // Due at 0, 0.5, 2, 2.05, 2.1, 3, 9.95 s; what is due at 10 s or later is left out.
        assertThat(spec.plannedSlots()).isEqualTo(7);
        assertThat(spec.warmupSlots()).isEqualTo(2);
        assertThat(spec.rate()).isEqualTo(5 / 8.0);
        assertThat(spec.arrivals().peakRate(spec.rate())).isEqualTo(3);
        assertThat(JSON.readValue(JSON.writeValueAsString(spec), RunSpec.class)).isEqualTo(spec);
        assertThat(spec.load()).contains("trace of 9 offsets at 2.00 times its speed");
    }

    @ParameterizedTest
    @CsvSource({"'\"zipf\"', 1.0", "'{\"type\":\"zipf\",\"s\":1.2}', 1.2"})
    void roomsLikewise(String asked, double exponent) {
        SustainedSpec spec = run(",\"rooms\":" + asked);

        assertThat(spec.rooms()).isEqualTo(new RoomChoice.Zipf(exponent));
        assertThat(JSON.writeValueAsString(spec)).contains("\"rooms\":{\"type\":\"zipf\",\"s\":" + exponent + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"arrivals\":\"poison\"; arrivals must be one of bursts, even, poisson, trace, was poison",
                "\"arrivals\":{\"type\":\"x\"}; arrivals.type must be one of bursts, even, poisson, trace, was x",
                "\"arrivals\":7; arrivals must be one of bursts, even, poisson, trace, was 7",
                "\"arrivals\":{\"type\":\"bursts\",\"factor\":1}; arrivals.factor must be above 1, at most 1000, was 1.0",
                "\"arrivals\":{\"type\":\"bursts\",\"every\":\"0s\"}; arrivals.every must be above 0s, at most 1h, was 0s",
                "\"arrivals\":{\"type\":\"bursts\",\"length\":\"3s\"}; arrivals.length must be above 0s, at most every / factor, which is 2000ms",
                "\"arrivals\":\"trace\"; arrivals.offsets must be 1 to 20000 offsets in seconds, was 0 offsets",
                "\"arrivals\":{\"type\":\"trace\",\"offsets\":[1,0.5]}; arrivals.offsets must be seconds from the start of the recording, none before the one before it: after 1.0, was 0.5",
                "\"arrivals\":{\"type\":\"trace\",\"offsets\":[11],\"speed\":0}; arrivals.speed must be above 0, at most 1000, was 0.0",
                "\"arrivals\":{\"type\":\"trace\",\"offsets\":[9]}; such that a request is due after warmup and before duration, which are 10s and 60s, was trace of 1 offsets",
                "\"rate\":5,\"arrivals\":{\"type\":\"trace\",\"offsets\":[11]}; rate must be left out where arrivals is a trace, which has its own: 0.02/s",
                "\"rooms\":{\"type\":\"zipf\",\"s\":0}; rooms.s must be above 0, at most 5, was 0.0",
                "\"rooms\":\"random\"; rooms must be one of roundRobin, zipf, was random",
            })
    void badInputIsRefusedWithFieldValueAndRange(String field, String message) {
        assertThatThrownBy(() -> run("," + field)).hasStackTraceContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"arrivals\":{\"type\":\"poisson\",\"factor\":2}", "\"rooms\":{\"type\":\"zipf\",\"x\":2}"})
    void aFieldOfAnotherKindIsRefused(String field) {
        assertThatThrownBy(() -> run("," + field)).hasMessageContaining("nrecognized");
    }

    @Test
    void theFingerprintIsTheOldOneForEvenArrivalsAndAnotherForEachOther() {
        SpecBuilder spec = new SpecBuilder();
        String even = ScheduleHash.of(spec.build());

        assertThat(even).isEqualTo("12a39ee9c7853760");
        assertThat(ScheduleHash.of(spec.arrivals(new Arrivals.Poisson()).build()))
                .isNotEqualTo(even);
        String five =
                ScheduleHash.of(spec.arrivals(new Arrivals.Bursts(5.0, Duration.ofSeconds(1), Duration.ofSeconds(10)))
                        .build());
        String six =
                ScheduleHash.of(spec.arrivals(new Arrivals.Bursts(6.0, Duration.ofSeconds(1), Duration.ofSeconds(10)))
                        .build());
        assertThat(five).isNotEqualTo(six);
        assertThat(ScheduleHash.of(spec.rooms(new RoomChoice.Zipf(1.0)).build()))
                .isNotEqualTo(six);
    }

    @Test
    void theCeilingOfTheServiceHoldsInBurstsToo() {
        SustainedSpec bursts = new SpecBuilder()
                .rate(300)
                .arrivals(new Arrivals.Bursts(4.0, Duration.ofSeconds(1), Duration.ofSeconds(5)))
                .build();

        assertThatThrownBy(() -> limits(1_000).admit(bursts)).hasMessageContaining("arrivals must be at most 1000.0/s");
        assertThat(limits(1_200).admit(bursts)).isEqualTo(bursts);
    }

    private static RunLimits limits(double rate) {
        return new RunLimits(rate, Duration.ofHours(1), 100_000, AbortLimits.none());
    }

    private static SustainedSpec run(String fields) {
        return (SustainedSpec) JSON.readValue(
                "{\"type\":\"sustained\",\"fixture\":\"members-small-42\",\"usersPerAdd\":1" + fields + "}",
                RunSpec.class);
    }
}
