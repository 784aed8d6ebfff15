package io.loadgen.security;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/** Reads from a token of an issuer what its holder may do. Immutable; any thread. */
record IssuerRoles(SecurityProperties.OAuth2 settings) implements Converter<Jwt, Collection<GrantedAuthority>> {
    @Override
    public Collection<GrantedAuthority> convert(Jwt token) {
        Collection<?> roles = roles(token.getClaims());
        if (roles.contains(settings.operatorRole())) {
            return Role.OPERATOR.authorities();
        }
        return roles.contains(settings.viewerRole()) ? Role.VIEWER.authorities() : List.of();
    }

    private Collection<?> roles(Map<String, Object> claims) {
        @Nullable Object at = claims;
        for (String step : settings.rolesClaim().split("\\.", -1)) {
            at = at instanceof Map<?, ?> nested ? nested.get(step) : null;
        }
        if (at instanceof String words) {
            return List.of(words.split(" ", -1));
        }
        return at instanceof Collection<?> list ? list : List.of();
    }
}
