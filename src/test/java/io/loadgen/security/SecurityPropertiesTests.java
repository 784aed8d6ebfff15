package io.loadgen.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.security.SecurityProperties.OAuth2;
import io.loadgen.security.SecurityProperties.Token;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens are accepted as settings, and whom they name. */
class SecurityPropertiesTests {
    private static final OAuth2 NO_ISSUER = new OAuth2("", "", "roles", "loadgen-viewer", "loadgen-operator");
    private static final String SECRET = "0123456789abcdef";

    @ParameterizedTest
    @ValueSource(
            strings = {"short", "123456789012345", "sha256:", "sha256:00ff", "sha256:not-hex-not-hex-not-hex-not-hex"})
    void tokenThatCouldBeGuessedIsRefusedWithoutBeingShown(String token) {
        assertThatThrownBy(() ->
                        new SecurityProperties(Map.of("ci", new Token(Role.OPERATOR, token)), NO_ISSUER, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loadgen.security.tokens.ci.token")
                .hasMessageContaining("16 characters or more")
                .message()
                .doesNotContain(token.length() > 8 ? token : "short");
    }

    @ParameterizedTest
    @ValueSource(strings = {"p@ssw0rd-with-$pecial!", "0123456789 abcdef", "0123456789äabcdef", "=0123456789abcdef"})
    void tokenThatNoHeaderCarriesIsRefused(String token) {
        assertThatThrownBy(() -> properties(Map.of("ci", new Token(Role.OPERATOR, token))))
                .hasMessageContaining("loadgen.security.tokens.ci.token")
                .hasMessageContaining("a header carries no others")
                .message()
                .doesNotContain(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\n\n"})
    void lineEndsBehindATokenAreNoPartOfIt(String end) {
        SecurityProperties read = properties(Map.of("ci", new Token(Role.OPERATOR, SECRET + end)));

        assertThat(ApiTokens.of(read).holderOf(SECRET)).isPresent();
    }

    @Test
    void tokenWithoutARoleIsRefusedByName() {
        assertThatThrownBy(() -> properties(Map.of("ci", new Token(null, SECRET))))
                .hasMessage("loadgen.security.tokens.ci.role must be viewer or operator, was empty");
        assertThat(properties(Map.of("off", new Token(null, ""))).isOpen()).isTrue();
    }

    @Test
    void twoTokensAlikeAreRefusedByTheNamesOfTheirHolders() {
        String hashed = "sha256:" + HexFormat.of().formatHex(ApiTokens.hash(new Token(Role.VIEWER, SECRET)));

        assertThatThrownBy(() -> properties(
                        Map.of("ci", new Token(Role.OPERATOR, SECRET), "people", new Token(Role.VIEWER, hashed))))
                .hasMessage("loadgen.security.tokens.people.token must be another than that of"
                        + " loadgen.security.tokens.ci");
    }

    @Test
    void issuerNeedsAnAudience() {
        assertThatThrownBy(() -> new OAuth2("https://issuer.example", "", "roles", "v", "o"))
                .hasMessageStartingWith("loadgen.security.oauth2.audience must be given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"perf.example", "https://perf.example/", "*", "https://me@perf.example"})
    void whatIsNoOriginIsRefused(String origin) {
        assertThatThrownBy(() -> new SecurityProperties(Map.of(), NO_ISSUER, List.of(origin)))
                .hasMessageStartingWith("loadgen.security.allowed-origins must be origins")
                .hasMessageEndingWith("was " + origin);
    }

    private static SecurityProperties properties(Map<String, Token> tokens) {
        return new SecurityProperties(tokens, NO_ISSUER, List.of());
    }

    @Test
    void nothingGivenIsOpen() {
        assertThat(new SecurityProperties(Map.of("ci", new Token(Role.OPERATOR, "")), NO_ISSUER, List.of()).isOpen())
                .isTrue();
        assertThat(new SecurityProperties(Map.of("ci", new Token(Role.VIEWER, SECRET)), NO_ISSUER, List.of()).isOpen())
                .isFalse();
        assertThat(new SecurityProperties(
                                Map.of(), new OAuth2("https://issuer.example", "loadgen", "roles", "v", "o"), List.of())
                        .isOpen())
                .isFalse();
    }

    @Test
    void propertiesShowNoSecret() {
        SecurityProperties properties =
                new SecurityProperties(Map.of("ci", new Token(Role.OPERATOR, SECRET)), NO_ISSUER, List.of());

        assertThat(properties.toString()).contains("ci").doesNotContain(SECRET);
    }

    @Test
    void emptyTokenOpensNothing() {
        ApiTokens tokens = ApiTokens.of(new SecurityProperties(
                Map.of("off", new Token(Role.OPERATOR, ""), "ci", new Token(Role.VIEWER, SECRET)),
                NO_ISSUER,
                List.of()));

        assertThat(tokens.holderOf("")).isEmpty();
        assertThat(tokens.holderOf(SECRET)).contains(new ApiTokens.Holder("ci", Role.VIEWER));
        assertThat(tokens.holderOf(SECRET + "0")).isEmpty();
    }
}
