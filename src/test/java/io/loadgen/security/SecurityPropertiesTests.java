package io.loadgen.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadgen.security.SecurityProperties.OAuth2;
import io.loadgen.security.SecurityProperties.Token;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens are accepted as settings, and whom they name. */
class SecurityPropertiesTests {
    private static final OAuth2 NO_ISSUER = new OAuth2("", "roles", "loadgen-viewer", "loadgen-operator");
    private static final String SECRET = "0123456789abcdef";

    @ParameterizedTest
    @ValueSource(
            strings = {"short", "123456789012345", "sha256:", "sha256:00ff", "sha256:not-hex-not-hex-not-hex-not-hex"})
    void tokenThatCouldBeGuessedIsRefusedWithoutBeingShown(String token) {
        assertThatThrownBy(() -> new SecurityProperties(Map.of("ci", new Token(Role.OPERATOR, token)), NO_ISSUER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loadgen.security.tokens.ci.token")
                .hasMessageContaining("16 characters or more")
                .message()
                .doesNotContain(token.length() > 8 ? token : "short");
    }

    @Test
    void nothingGivenIsOpen() {
        assertThat(new SecurityProperties(Map.of("ci", new Token(Role.OPERATOR, "")), NO_ISSUER).isOpen())
                .isTrue();
        assertThat(new SecurityProperties(Map.of("ci", new Token(Role.VIEWER, SECRET)), NO_ISSUER).isOpen())
                .isFalse();
        assertThat(new SecurityProperties(Map.of(), new OAuth2("https://issuer.example", "roles", "v", "o")).isOpen())
                .isFalse();
    }

    @Test
    void propertiesShowNoSecret() {
        SecurityProperties properties =
                new SecurityProperties(Map.of("ci", new Token(Role.OPERATOR, SECRET)), NO_ISSUER);

        assertThat(properties.toString()).contains("ci").doesNotContain(SECRET);
    }

    @Test
    void emptyTokenOpensNothing() {
        ApiTokens tokens = ApiTokens.of(new SecurityProperties(
                Map.of("off", new Token(Role.OPERATOR, ""), "ci", new Token(Role.VIEWER, SECRET)), NO_ISSUER));

        assertThat(tokens.holderOf("")).isEmpty();
        assertThat(tokens.holderOf(SECRET)).contains(new ApiTokens.Holder("ci", Role.VIEWER));
        assertThat(tokens.holderOf(SECRET + "0")).isEmpty();
    }
}
