package io.loadgen.valkey;

/**
 * Where a single Valkey server is, as the platform writes it.
 *
 * <p>Immutable; any thread.
 *
 * @param host name or IPv4 address
 * @param port 1 to 65535
 */
public record ValkeyAddress(String host, int port) {
    private static final int HIGHEST_PORT = 65_535;

    /**
     * Reads an address.
     *
     * @param text {@code host:port}
     * @return the address
     * @throws IllegalArgumentException if it is anything else; the message names the text and what is accepted
     */
    public static ValkeyAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String digits = text.substring(colon + 1);
        if (colon < 1 || !digits.matches("[0-9]{1,5}")) {
            throw refused(text);
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > HIGHEST_PORT) {
            throw refused(text);
        }
        return new ValkeyAddress(text.substring(0, colon), port);
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("must be host:port, such as valkey:6379, was " + text);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
