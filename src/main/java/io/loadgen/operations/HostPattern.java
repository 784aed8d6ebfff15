package io.loadgen.operations;

import java.util.regex.Pattern;

/**
 * Names servers: {@code host} at any port, {@code host:port}, or {@code *.domain} for every host below a domain, with or without
 * a port. Upper and lower case are the same.
 *
 * @param entry the pattern
 */
record HostPattern(String entry) {
    private static final Pattern FORM = Pattern.compile("(\\*\\.)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");
    private static final int ANY_PORT = -1;

    static boolean isPattern(String entry) {
        return FORM.matcher(entry).matches();
    }

    boolean matches(HostPort server) {
        HostPort wanted = HostPort.parse(entry, ANY_PORT);
        boolean samePort = wanted.port() == ANY_PORT || wanted.port() == server.port();
        boolean sameHost = wanted.host().startsWith("*.")
                ? server.host().endsWith(wanted.host().substring(1))
                : server.host().equals(wanted.host());
        return samePort && sameHost;
    }
}
