package io.loadgen.spec;

import static io.loadgen.spec.InvalidSpecException.require;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the rooms and users of a fixture set are, where they are not all open rooms and people of the platform's own site. A block of users is one or the other
 * as a whole: blocks of one user mix them within each request, larger blocks from request to request.
 *
 * <p>Immutable; any thread.
 *
 * @param crossSitePercent of a hundred blocks, how many are of another site, null for none
 * @param otherSite which site that is, null where there are none
 * @param botPercent of a hundred blocks, how many are of bots, null for none
 * @param restrictedRoomPercent of a hundred rooms, to how many only owners may add, null for none
 * @param localRoomPercent of a hundred rooms, how many are known to have no members on other sites, null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Population",
        description =
                "What rooms and users are, where they are not all open rooms and people of the platform's own site:"
                        + " shares of the rooms, and of the blocks of users")
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
        String otherSite,

        @Schema(
                description =
                        "Of a hundred blocks, how many are of bots, each the assistant of an enabled app; contract C only",
                minimum = "0",
                maximum = "90",
                defaultValue = "0")
        @Nullable
        Integer botPercent,

        @Schema(
                description = "Of a hundred rooms, to how many only owners may add",
                minimum = "0",
                maximum = "100",
                defaultValue = "0")
        @Nullable
        Integer restrictedRoomPercent,

        @Schema(
                description = "Of a hundred rooms, how many are known to have no members on other sites, so that their"
                        + " events may stay on the site; contract C by its ROOM_SUBJECT_MODE",
                minimum = "0",
                maximum = "100",
                defaultValue = "0")
        @Nullable
        Integer localRoomPercent) {
    /** The most blocks of a hundred that are not of people of the own site: each room needs an owner who is. */
    public static final int MOST_PERCENT = 90;

    /** Everybody is a person of the platform's own site, and every room is open. */
    public static final Population ORDINARY = new Population(null, null, null, null, null);

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
     * Of a hundred blocks, how many are of bots.
     *
     * @return 0 to {@value #MOST_PERCENT}
     */
    public int bots() {
        return botPercent == null ? 0 : botPercent;
    }

    /**
     * Of a hundred rooms, to how many only owners may add.
     *
     * @return 0 to 100
     */
    public int restrictedRooms() {
        return restrictedRoomPercent == null ? 0 : restrictedRoomPercent;
    }

    /**
     * Of a hundred rooms, how many are known to have no members on other sites.
     *
     * @return 0 to 100
     */
    public int localRooms() {
        return localRoomPercent == null ? 0 : localRoomPercent;
    }

    /**
     * Refuses what no set can be of.
     *
     * @param ownSite the platform's site
     * @throws InvalidSpecException naming the field that cannot be accepted
     */
    void check(String ownSite) {
        percent("crossSitePercent", crossSite(), MOST_PERCENT);
        percent("botPercent", bots(), MOST_PERCENT - crossSite());
        percent("restrictedRoomPercent", restrictedRooms(), 100);
        percent("localRoomPercent", localRooms(), 100);
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

    private static void percent(String field, int value, int most) {
        require(value >= 0 && value <= most, FIELD + field, value, "0 to " + most);
    }
}
