package io.loadgen.api;

import io.loadgen.application.ProblemException;
import io.loadgen.application.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Refuses a parameter of the address that is there and holds nothing, such as {@code ?limit=}: it would be taken for its default, and
 * nobody would hear that a variable of a script was empty.
 */
@Component
final class EmptyParameters implements HandlerInterceptor, WebMvcConfigurer {
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        UriComponentsBuilder.newInstance()
                .query(request.getQueryString())
                .build()
                .getQueryParams()
                .forEach((name, values) -> {
                    if (values.stream().anyMatch(value -> value == null || value.isEmpty())) {
                        throw new ProblemException(ProblemType.INVALID_FIELD.at(name, "", "left out, or have a value"));
                    }
                });
        return true;
    }
}
