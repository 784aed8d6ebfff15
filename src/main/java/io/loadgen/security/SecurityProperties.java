package io.loadgen.security;

import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call the API, {@code loadgen.security.*}. Checked when the service starts; no message shows a token.
 *
 * @param tokens bearer tokens by the name under which their holder appears in the audit log
 * @param oauth2 an OAuth2 issuer whose tokens are taken as well
 */
@ConfigurationProperties("loadgen.security")
record SecurityProperties(
        @DefaultValue Map<String, Token> tokens,
        @DefaultValue OAuth2 oauth2) {
    /** Checks the names and copies. */
    SecurityProperties {
        tokens = Map.copyOf(tokens);
        tokens.forEach((name, token) -> token.check("loadgen.security.tokens." + name));
    }

    /** Whether nobody could prove anything: no token and no issuer. */
    boolean isOpen() {
        return oauth2.issuer().isEmpty() && tokens.values().stream().noneMatch(Token::isGiven);
    }

    /**
     * A bearer token.
     *
     * @param role what its holder may do
     * @param token the token itself, 16 characters or more, or {@code sha256:} and the 64 hex digits of its SHA-256; empty for a
     *     token that is not in use
     */
    record Token(Role role, @DefaultValue("") String token) {
        /** How a token begins that is given by its hash. */
        static final String HASHED = "sha256:";

        private static final int SHORTEST = 16;
        private static final Pattern HASH = Pattern.compile(HASHED + "[0-9a-fA-F]{64}");

        boolean isGiven() {
            return !token.isEmpty();
        }

        private void check(String property) {
            boolean accepted = token.startsWith(HASHED)
                    ? HASH.matcher(token).matches()
                    : token.isEmpty() || token.length() >= SHORTEST;
            if (!accepted) {
                throw new IllegalArgumentException(property + ".token must be " + SHORTEST + " characters or more, or "
                        + HASHED + " and 64 hex digits; what it was is not shown, since it is a secret");
            }
        }

        @Override
        public String toString() {
            return "Token[role=" + role + "]";
        }
    }

    /**
     * An OAuth2 issuer.
     *
     * @param issuer its address, under which its keys are found; empty for none
     * @param rolesClaim the claim that lists the caller's roles; dots lead into nested claims
     * @param viewerRole the role that makes a viewer
     * @param operatorRole the role that makes an operator
     */
    record OAuth2(
            @DefaultValue("") String issuer,
            @DefaultValue("roles") String rolesClaim,
            @DefaultValue("loadgen-viewer") String viewerRole,
            @DefaultValue("loadgen-operator") String operatorRole) {}
}
