package io.loadgen.operations;

import com.mongodb.ConnectionString;
import com.mongodb.spi.dns.DnsClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads connection strings of MongoDB with the driver. They can hold a password, so no message repeats one. */
final class MongoAddress {
    /** Looks nothing up: of {@code mongodb+srv} only the name is known then. */
    static final DnsClient WITHOUT_DNS = (name, type) -> List.of();

    private static final Pattern PARTS = Pattern.compile("(mongodb(?:\\+srv)?://)(?:[^/]*@)?(.*)", Pattern.DOTALL);

    private MongoAddress() {}

    /**
     * Reads a connection string.
     *
     * @param dns looks up what {@code mongodb+srv} names, null for the driver's own way
     * @throws IllegalArgumentException when the driver cannot read it
     */
    static ConnectionString parse(String connectionString, @Nullable DnsClient dns) {
        try {
            return new ConnectionString(connectionString, dns);
        } catch (IllegalArgumentException unreadable) {
            // The driver's own message repeats parts of it.
            throw new IllegalArgumentException(
                    "a connection string that the driver can read, user and password percent-encoded;"
                            + " what it was is not shown, since it can hold a password");
        }
    }

    /** The connection string of a user, in place of the one that it names; so its mechanism and its source count as they stand. */
    static String withUser(String connectionString, String user, String password) {
        Matcher parts = PARTS.matcher(connectionString);
        if (user.isEmpty() || !parts.matches()) {
            return connectionString;
        }
        String secret = password.isEmpty() ? "" : ":" + encoded(password);
        return parts.group(1) + encoded(user) + secret + "@" + parts.group(2);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
