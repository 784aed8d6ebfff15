package io.loadgen.api;

import io.loadgen.application.ProblemException;
import io.loadgen.application.ProblemType;
import io.loadgen.fixtures.FixtureService;
import io.loadgen.fixtures.FixtureSet;
import io.loadgen.fixtures.FixtureState;
import io.loadgen.fixtures.indexes.IndexPolicy;
import io.loadgen.preflight.PreflightRequest;
import io.loadgen.preflight.PreflightRequest.FixtureUse;
import io.loadgen.spec.InjectMode;
import io.loadgen.spec.ShapeMix;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A preflight as it is asked for.
 *
 * @param fixture the id of the fixture set to look at, null for the platform alone
 * @param inject where requests would enter, null for the frontdoor
 * @param probe whether one add is made, null for as it is set up
 * @param indexes what is done about indexes that are missing, null to report them
 */
@Schema(name = "PreflightRequest", description = "What to look at, and whether missing indexes are made")
record PreflightQuery(
        @Schema(
                description = "Id of the fixture set to look at, `{preset}-{seed}`; the platform alone without it",
                pattern = DocumentedRequests.FIXTURE,
                example = "members-small-42")
        @Nullable
        String fixture,

        @Schema(
                description = "Where requests would enter",
                allowableValues = {"frontdoor", "canonical"},
                defaultValue = "frontdoor")
        @Nullable
        String inject,

        @Schema(description = "Whether one add is made; `loadgen.preflight.probe` unless it is given") @Nullable
        Boolean probe,

        @Schema(
                description = INDEXES,
                implementation = String.class,
                allowableValues = {"report", "create"},
                defaultValue = "report")
        @Nullable
        IndexPolicy indexes) {
    private static final String INDEXES =
            "What is done about missing indexes of the platform's services: `report` names them, `create` makes exactly"
                    + " them, and drops and changes none";

    /** What adds carry unless something else is asked for. */
    private static final int USERS_PER_ADD = 10;

    PreflightRequest toRequest(FixtureService fixtures) {
        InjectMode mode = inject == null ? InjectMode.FRONTDOOR : InjectMode.of(inject);
        Optional<FixtureUse> use = Optional.ofNullable(fixture).map(id -> use(id, fixtures));
        return new PreflightRequest(
                use,
                mode,
                ShapeMix.users(),
                USERS_PER_ADD,
                Optional.ofNullable(probe),
                Objects.requireNonNullElse(indexes, IndexPolicy.REPORT));
    }

    private static FixtureUse use(String id, FixtureService fixtures) {
        FixtureSet set = fixtures.find(id)
                .orElseThrow(() -> new ProblemException(ProblemType.UNKNOWN_FIXTURE.at(
                        "fixture",
                        id,
                        "the id of a fixture set, as listed by GET /api/v1/fixtures",
                        "fixture set " + id + " is not known")));
        if (set.state() != FixtureState.READY) {
            throw new ProblemException(ProblemType.FIXTURE_NOT_READY.because(
                    "fixture set " + id + " is " + set.state() + ", not READY; wait for its job, or seed it again"));
        }
        return new FixtureUse(set.plan(), fixtures.remaining(id));
    }
}
