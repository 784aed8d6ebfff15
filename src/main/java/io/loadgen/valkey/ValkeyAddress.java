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
        if (!isAddress(text)) {
            throw new IllegalArgumentException("must be host:port, such as valkey:6379, was " + text);
        }
        int colon = text.lastIndexOf(':');
        return new ValkeyAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    /**
     * Whether a text can be read as an address.
     *
     * @param text any text
     * @return true for {@code host:port} with a port of 1 to 65535
     */
    public static boolean isAddress(String text) {
        int colon = text.lastIndexOf(':');
        String digits = text.substring(colon + 1);
        if (colon < 1 || !digits.matches("[0-9]{1,5}")) {
            return false;
        }
        int port = Integer.parseInt(digits);
        return port >= 1 && port <= HIGHEST_PORT;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
