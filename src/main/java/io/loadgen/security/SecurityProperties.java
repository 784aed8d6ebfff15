package io.loadgen.security;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call the API, {@code loadgen.security.*}. Checked when the service starts; no message shows a token.
 *
 * @param tokens bearer tokens by the name under which their holder appears in the audit log
 * @param oauth2 an OAuth2 issuer whose tokens are taken as well
 * @param allowedOrigins origins beside the service's own whose pages may change something through a browser, as a reverse proxy needs
 *     that hands on another {@code Host}, such as {@code https://perf.example}
 */
@ConfigurationProperties("loadgen.security")
record SecurityProperties(
        @DefaultValue Map<String, Token> tokens,
        @DefaultValue OAuth2 oauth2,
        @DefaultValue List<String> allowedOrigins) {
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/@?#\\s]+");

    /** Checks the names, that no two tokens are alike, and the origins; takes copies. */
    SecurityProperties {
        tokens = Map.copyOf(tokens);
        tokens.forEach((name, token) -> token.check("loadgen.security.tokens." + name));
        checkDifferent(tokens);
        allowedOrigins = allowedOrigins.stream()
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
        allowedOrigins.forEach(SecurityProperties::checkOrigin);
    }

    /** A token that two hold tells nothing of who came, and may have two roles. */
    private static void checkDifferent(Map<String, Token> tokens) {
        Map<String, String> holders = new HashMap<>();
        new TreeMap<>(tokens).forEach((name, token) -> {
            String other = token.isGiven() ? holders.put(HexFormat.of().formatHex(ApiTokens.hash(token)), name) : null;
            if (other != null) {
                throw new IllegalArgumentException("loadgen.security.tokens." + name
                        + ".token must be another than that of loadgen.security.tokens." + other);
            }
        });
    }

    private static void checkOrigin(String origin) {
        if (!ORIGIN.matcher(origin).matches()) {
            throw new IllegalArgumentException("loadgen.security.allowed-origins must be origins such as"
                    + " https://perf.example or http://perf.example:8080, was " + origin);
        }
    }

    /** Whether nobody could prove anything: no token and no issuer. */
    boolean isOpen() {
        return oauth2.issuer().isEmpty() && tokens.values().stream().noneMatch(Token::isGiven);
    }

    /**
     * A bearer token.
     *
     * @param role what its holder may do
     * @param token the token itself, 16 characters or more that a header can carry (RFC 6750), or {@code sha256:} and the 64 hex
     *     digits of its SHA-256; empty for a token that is not in use
     */
    record Token(@Nullable Role role, @DefaultValue("") String token) {
        /** How a token begins that is given by its hash. */
        static final String HASHED = "sha256:";

        private static final int SHORTEST = 16;
        private static final Pattern CARRIED = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
        private static final Pattern HASH = Pattern.compile(HASHED + "[0-9a-fA-F]{64}");

        /** Takes line ends off, which a file that a token was read from often has. */
        Token {
            token = LineEnds.strip(token);
        }

        boolean isGiven() {
            return !token.isEmpty();
        }

        private void check(String property) {
            boolean accepted = token.startsWith(HASHED)
                    ? HASH.matcher(token).matches()
                    : token.isEmpty()
                            || (token.length() >= SHORTEST
                                    && CARRIED.matcher(token).matches());
            if (!accepted) {
                throw new IllegalArgumentException(property + ".token must be " + SHORTEST
                        + " characters or more of A-Z, a-z, 0-9 and -._~+/, with = at the end only, since a header carries no"
                        + " others, or " + HASHED
                        + " and 64 hex digits; what it was is not shown, since it is a secret");
            }
            if (isGiven() && role == null) {
                throw new IllegalArgumentException(property + ".role must be viewer or operator, was empty");
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
     * @param audience whom its tokens must be made out to, given with an issuer: one that serves others, too, makes tokens for them
     * @param rolesClaim the claim that lists the caller's roles; dots lead into nested claims
     * @param viewerRole the role that makes a viewer
     * @param operatorRole the role that makes an operator
     */
    record OAuth2(
            @DefaultValue("") String issuer,
            @DefaultValue("") String audience,
            @DefaultValue("roles") String rolesClaim,
            @DefaultValue("loadgen-viewer") String viewerRole,
            @DefaultValue("loadgen-operator") String operatorRole) {
        /** Checks that there is an audience where there is an issuer. */
        OAuth2 {
            if (!issuer.isEmpty() && audience.isEmpty()) {
                throw new IllegalArgumentException("loadgen.security.oauth2.audience must be given with"
                        + " loadgen.security.oauth2.issuer, was empty: else tokens made out to others would be taken");
            }
        }
    }
}
