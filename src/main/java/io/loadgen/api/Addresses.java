package io.loadgen.api;

import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Addresses of this service as whoever asks sees them: below the context path, and below the prefix of a proxy that is believed.
 * Any thread; beyond a request there is no such thing.
 */
final class Addresses {
    private Addresses() {}

    /** The address of a path of this service, which begins with a slash. */
    static String of(String path) {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes asked
                ? asked.getRequest().getContextPath() + path
                : path;
    }
}
