package io.loadgen.security;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/**
 * Tells by a bearer token who calls: first among the tokens configured, then, where there is an issuer, by its signature.
 *
 * <p>Any thread; blocks only to fetch an issuer's keys.
 */
final class BearerAuthentication implements AuthenticationManager {
    private final ApiTokens tokens;
    private final @Nullable AuthenticationManager issuer;

    /** Takes what it knows; {@code issuer} is null where tokens of an issuer are not taken. */
    BearerAuthentication(ApiTokens tokens, @Nullable AuthenticationManager issuer) {
        this.tokens = tokens;
        this.issuer = issuer;
    }

    @Override
    public Authentication authenticate(Authentication shown) {
        String token = ((BearerTokenAuthenticationToken) shown).getToken();
        Optional<ApiTokens.Holder> holder = tokens.holderOf(token);
        if (holder.isPresent()) {
            return UsernamePasswordAuthenticationToken.authenticated(
                    holder.get().name(), null, holder.get().role().authorities());
        }
        if (issuer == null) {
            throw new InvalidBearerTokenException("the token is not known");
        }
        return issuer.authenticate(shown);
    }
}
