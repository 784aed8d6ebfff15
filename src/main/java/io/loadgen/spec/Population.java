package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who the users of a fixture set are, where they are not all people of the platform's own site. A block of users is one or the other
 * as a whole: blocks of one user mix them within each request, larger blocks from request to request.
 *
 * <p>Immutable; any thread.
 *
 * @param crossSitePercent of a hundred blocks, how many are of another site, null for none
 * @param otherSite which site that is, null where there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Population",
        description = "Who users are, where they are not all people of the platform's own site: shares of the blocks of users")
public record Population(
        @Schema(
                description = "Of a hundred blocks, how many are of another site",
                minimum = "0",
                maximum = "90",
                defaultValue = "0")
        @Nullable
        Integer crossSitePercent,

        @Schema(
                description = "The site of those users, which is not the platform's own; needed with crossSitePercent",
                pattern = "^[A-Za-z0-9_-]{1,64}$",
                example = "site-far")
        @Nullable
        String otherSite) {
    /** The most blocks of a hundred that are not of people of the own site: each room needs an owner who is. */
    public static final int MOST_PERCENT = 90;

    /** Everybody is a person of the platform's own site. */
    public static final Population ORDINARY = new Population(null, null);

    private static final String FIELD = "population.";

    /**
     * Of a hundred blocks, how many are of another site.
     *
     * @return 0 to {@value #MOST_PERCENT}
     */
    public int crossSite() {
        return crossSitePercent == null ? 0 : crossSitePercent;
    }

    /**
     * Refuses what no set can be of.
     *
     * @param ownSite the platform's site
     * @throws InvalidSpecException naming the field that cannot be accepted
     */
    void check(String ownSite) {
        percent("crossSitePercent", crossSite());
        boolean named = otherSite != null;
        require(
                named == (crossSite() > 0),
                FIELD + "otherSite",
                named ? otherSite : "missing",
                "a site where crossSitePercent is above 0, and left out where it is not");
        require(
                otherSite == null || (FixtureSpec.SITE.matcher(otherSite).matches() && !otherSite.equals(ownSite)),
                FIELD + "otherSite",
                otherSite,
                "1 to 64 of A-Z, a-z, 0-9, _ and -, and not the platform's own site " + ownSite);
    }

    private static void percent(String field, int value) {
        require(value >= 0 && value <= MOST_PERCENT, FIELD + field, value, "0 to " + MOST_PERCENT);
    }
}
