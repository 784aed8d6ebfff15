package io.loadgen.result;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at.
 *
 * @param name kebab-case; does not change, so that it can be looked up
 * @param status how it ended
 * @param finding what was found
 * @param remedy how to fix it, null when there is nothing to fix; reports up to version 2 called it {@code mend}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PreflightCheck(
        String name,
        CheckStatus status,
        String finding,
        @JsonAlias("mend") @Nullable String remedy) {
    public static PreflightCheck pass(String name, String finding) {
        return new PreflightCheck(name, CheckStatus.PASS, finding, null);
    }

    public static PreflightCheck warn(String name, String finding, String remedy) {
        return new PreflightCheck(name, CheckStatus.WARN, finding, remedy);
    }

    public static PreflightCheck fail(String name, String finding, String remedy) {
        return new PreflightCheck(name, CheckStatus.FAIL, finding, remedy);
    }

    public static PreflightCheck skipped(String name, String why) {
        return new PreflightCheck(name, CheckStatus.SKIPPED, why, null);
    }

    /**
     * The check in one line.
     *
     * @return name, finding and remedy
     */
    public String line() {
        return name + ": " + finding + (remedy == null ? "" : "; " + remedy);
    }

    /** How a check ended. */
    public enum CheckStatus {
        /** As it must be. */
        PASS,
        /** A run is possible, but its figures may surprise. */
        WARN,
        /** A run would not measure what it is meant to: it is refused. */
        FAIL,
        /** It was not looked at; the finding says why. */
        SKIPPED
    }
}
