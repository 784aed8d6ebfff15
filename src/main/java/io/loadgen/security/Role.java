package io.loadgen.security;

import java.util.Arrays;
import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a caller may do. Each role may do all that the ones before it may. */
enum Role {
    /** Read everything. */
    VIEWER,
    /** Also seed, start, stop and tear down. */
    OPERATOR;

    /** This role and those below it, as the framework checks them. */
    List<GrantedAuthority> authorities() {
        return Arrays.stream(values())
                .filter(role -> role.compareTo(this) <= 0)
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
    }
}
