package io.loadgen.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Tokens of an OAuth2 issuer, a real one on the loopback address as far as keys and their address go. */
class IssuerTokensTests {
    private static HttpServer issuer;
    private static RSAKey key;
    private static String address;

    @BeforeAll
    static void startIssuer() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        address = "http://127.0.0.1:" + issuer.getAddress().getPort();
        issuer.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(exchange, "{\"issuer\":\"" + address + "\",\"jwks_uri\":\"" + address + "/keys\"}"));
        issuer.createContext("/keys", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
        issuer.start();
    }

    @AfterAll
    static void stopIssuer() {
        issuer.stop(0);
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void rolesOfTheIssuerAreTheServices() throws JOSEException {
        assertThat(authorities("roles", Map.of("roles", List.of("loadgen-operator", "other"))))
                .contains("ROLE_OPERATOR", "ROLE_VIEWER");
        assertThat(authorities("roles", Map.of("roles", List.of("loadgen-viewer"))))
                .contains("ROLE_VIEWER")
                .doesNotContain("ROLE_OPERATOR");
        assertThat(authorities(
                        "realm_access.roles", Map.of("realm_access", Map.of("roles", List.of("loadgen-viewer")))))
                .contains("ROLE_VIEWER");
        assertThat(authorities("scope", Map.of("scope", "openid loadgen-operator")))
                .contains("ROLE_OPERATOR");
        assertThat(authorities("roles", Map.of())).doesNotContain("ROLE_OPERATOR", "ROLE_VIEWER");
    }

    @Test
    void tokenOfAnotherKeyIsRefused() throws JOSEException {
        RSAKey forged = new RSAKeyGenerator(2048).keyID("one").generate();
        Authentication shown =
                new BearerTokenAuthenticationToken(token(forged, Map.of("roles", List.of("loadgen-operator"))));

        assertThatThrownBy(() -> authentication("roles").authenticate(shown))
                .isInstanceOf(AuthenticationException.class);
    }

    @Test
    void tokenMadeOutToAnotherIsRefused() throws JOSEException {
        String elsewhere = token(key, Map.of("roles", List.of("loadgen-operator"), "aud", List.of("another-service")));

        assertThatThrownBy(() -> authentication("roles").authenticate(new BearerTokenAuthenticationToken(elsewhere)))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("aud");
    }

    private static List<String> authorities(String claim, Map<String, Object> claims) throws JOSEException {
        Authentication known =
                authentication(claim).authenticate(new BearerTokenAuthenticationToken(token(key, claims)));
        assertThat(known.getName()).isEqualTo("somebody");
        return known.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .toList();
    }

    private static BearerAuthentication authentication(String claim) {
        SecurityProperties.OAuth2 settings =
                new SecurityProperties.OAuth2(address, "loadgen", claim, "loadgen-viewer", "loadgen-operator");
        return new BearerAuthentication(
                ApiTokens.of(new SecurityProperties(Map.of(), settings, List.of())),
                SecurityConfiguration.issuer(settings));
    }

    private static String token(RSAKey signing, Map<String, Object> claims) throws JOSEException {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder()
                .issuer(address)
                .subject("somebody")
                .audience("loadgen")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
        claims.forEach(set::claim);
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), set.build());
        jwt.sign(new RSASSASigner(signing));
        return jwt.serialize();
    }
}
