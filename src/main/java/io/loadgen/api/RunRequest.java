package io.loadgen.api;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.loadgen.spec.CapacitySpec;
import io.loadgen.spec.RunSpec;
import io.loadgen.spec.SustainedSpec;
import io.swagger.v3.oas.annotations.media.DiscriminatorMapping;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A run as it is asked for, and as every answer echoes it with the defaults filled in. Its {@code type} says which load model.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SustainedRequest.class, name = SustainedRequest.TYPE),
    @JsonSubTypes.Type(value = CapacityRequest.class, name = CapacityRequest.TYPE)
})
@Schema(
        description = "What a run is to do. The field `type` says which load model.",
        oneOf = {SustainedRequest.class, CapacityRequest.class},
        discriminatorProperty = "type",
        discriminatorMapping = {
            @DiscriminatorMapping(value = SustainedRequest.TYPE, schema = SustainedRequest.class),
            @DiscriminatorMapping(value = CapacityRequest.TYPE, schema = CapacityRequest.class)
        })
public sealed interface RunRequest permits SustainedRequest, CapacityRequest {
    /**
     * Checks the request and fills in the defaults.
     *
     * @return what the run is to do
     * @throws io.loadgen.spec.InvalidSpecException naming the field that cannot be accepted
     */
    RunSpec toSpec();

    /**
     * Writes a specification as a request for it.
     *
     * @param spec what a run does
     * @return the request, nothing left out
     */
    static RunRequest of(RunSpec spec) {
        return switch (spec) {
            case SustainedSpec sustained -> SustainedRequest.of(sustained);
            case CapacitySpec capacity -> CapacityRequest.of(capacity);
        };
    }
}
