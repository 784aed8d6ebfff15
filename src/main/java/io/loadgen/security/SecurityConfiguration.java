package io.loadgen.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;

import jakarta.servlet.DispatcherType;
import java.net.InetAddress;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriterFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may call what. With a token or an issuer configured, reading is for viewers and the rest for operators; with neither, the API
 * is open and on the loopback address only. On the management port health and metrics are open and nothing else is.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
class SecurityConfiguration {
    /** Pages and documents that hold nothing of a platform or a run. */
    private static final String[] PUBLIC = {
        "/",
        "/index.html",
        "/favicon.ico",
        "/assets/**",
        "/webjars/**",
        "/swagger-ui.html",
        "/swagger-ui/**",
        "/v3/api-docs/**",
        "/v3/api-docs.yaml"
    };

    @Bean
    LoopbackOnly loopbackOnly(
            SecurityProperties properties, @Value("${server.address:#{null}}") @Nullable InetAddress asked) {
        return new LoopbackOnly(properties.isOpen(), asked);
    }

    /** A method that nobody knows is refused as not allowed, by whoever knows which are. */
    @Bean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    /** A slash within a name comes as far as the firewall, whose refusals are told as all others are. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> slashesInNames() {
        return factory -> factory.addConnectorCustomizers(
                connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
    }

    @Bean
    @Order(1)
    SecurityFilterChain managementSecurity(HttpSecurity http) {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .csrf(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.requestMatchers(EndpointRequest.to("health", "prometheus"))
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain apiSecurity(HttpSecurity http, SecurityProperties properties, JsonMapper json) {
        Problems problems = new Problems(json);
        boolean open = properties.isOpen();
        http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.addHeaderWriter(new ContentPolicies()))
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .addFilterAfter(new AuditLog(), HeaderWriterFilter.class)
                .addFilterAfter(new CrossSiteGuard(problems, open, properties.allowedOrigins()), AuditLog.class)
                .authorizeHttpRequests(requests -> authorize(requests, open));
        if (!open) {
            AuthenticationManager manager =
                    new BearerAuthentication(ApiTokens.of(properties), issuer(properties.oauth2()));
            http.oauth2ResourceServer(bearer -> bearer.authenticationManagerResolver(request -> manager)
                    .authenticationEntryPoint(problems)
                    .accessDeniedHandler(problems));
        }
        return http.build();
    }

    private static void authorize(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
            boolean open) {
        // A dispatch to the error page, or of an answer that goes on, was authorised when it first came in.
        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll();
        if (open) {
            requests.anyRequest().permitAll();
        } else {
            requests.requestMatchers(GET, PUBLIC).permitAll();
            requests.requestMatchers(Mutations.PREFLIGHT).hasRole(Role.OPERATOR.name());
            requests.requestMatchers(GET).hasRole(Role.VIEWER.name());
            requests.requestMatchers(HEAD).hasRole(Role.VIEWER.name());
            requests.anyRequest().hasRole(Role.OPERATOR.name());
        }
    }

    /** Asks the issuer for its keys with the first token that needs them, so that a start does not depend on it. */
    static @Nullable AuthenticationManager issuer(SecurityProperties.OAuth2 oauth2) {
        if (oauth2.issuer().isEmpty()) {
            return null;
        }
        JwtAuthenticationProvider provider =
                new JwtAuthenticationProvider(new SupplierJwtDecoder(() -> decoder(oauth2)));
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(new IssuerRoles(oauth2));
        provider.setJwtAuthenticationConverter(converter);
        return provider::authenticate;
    }

    /** Of this issuer, not expired, and made out to this service. */
    private static JwtDecoder decoder(SecurityProperties.OAuth2 oauth2) {
        NimbusJwtDecoder decoder = JwtDecoders.fromIssuerLocation(oauth2.issuer());
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(oauth2.issuer()), new JwtAudienceValidator(oauth2.audience())));
        return decoder;
    }
}
