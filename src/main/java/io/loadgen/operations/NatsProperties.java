package io.loadgen.operations;

import static io.loadgen.operations.LoadgenProperties.check;
import static io.loadgen.operations.LoadgenProperties.checkPositive;
import static io.loadgen.operations.LoadgenProperties.read;

import io.loadgen.nats.NatsAccount;
import io.loadgen.nats.NatsAddresses;
import io.loadgen.nats.NatsCredentials;
import io.loadgen.security.LineEnds;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How NATS is reached, {@code loadgen.nats.*}. At most one of credentials file, nkey file, user and token may be given.
 *
 * @param url one address, or several with commas between
 * @param discoveredServers what is done with servers that those of {@code url} tell of
 * @param credentialsFile a credentials file with JWT and seed, empty for none
 * @param nkeyFile a file with the seed of an nkey, empty for none
 * @param username a user, empty for none
 * @param password the user's password
 * @param token a token, empty for none
 * @param tls certificates; an address that begins with {@code tls://} needs none
 * @param tlsFirst whether the servers want the connection encrypted before they say anything
 * @param connectTimeout the longest wait for a connection
 * @param inboxPrefix what the subjects that replies come to begin with
 * @param jetstream where JetStream's API is
 */
record NatsProperties(
        @DefaultValue("nats://localhost:4222") String url,
        @DefaultValue("auto") DiscoveredServers discoveredServers,
        @DefaultValue("") String credentialsFile,
        @DefaultValue("") String nkeyFile,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("") String token,
        @DefaultValue LoadgenProperties.Tls tls,
        @DefaultValue("false") boolean tlsFirst,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue(NatsAccount.USUAL_INBOX_PREFIX) String inboxPrefix,
        @DefaultValue JetStream jetstream) {
    private static final String TLS_SCHEME = "tls";

    /** Checks the settings; no message shows a password or a token. */
    NatsProperties {
        url = LineEnds.strip(url);
        username = LineEnds.strip(username);
        password = LineEnds.strip(password);
        token = LineEnds.strip(token);
        NatsAddresses addresses = addresses(url);
        checkPositive("nats.connect-timeout", connectTimeout);
        check(
                NatsAccount.isPrefix(inboxPrefix),
                "nats.inbox-prefix",
                inboxPrefix,
                "tokens of A-Z, a-z, 0-9, _, - and $ with dots between, such as _INBOX_perf");
        Map<String, String> ways = new LinkedHashMap<>();
        ways.put("credentials-file", credentialsFile);
        ways.put("nkey-file", nkeyFile);
        ways.put("username", username);
        ways.put("token", token);
        ways.put(
                "a user in url", addresses.user().map(NatsCredentials::toString).orElse(""));
        ways.values().removeIf(String::isEmpty);
        check(
                ways.size() <= 1,
                "nats",
                String.join(" and ", ways.keySet()),
                "one of credentials-file, nkey-file, username, token and a user in url, or none");
        check(
                username.isEmpty() == password.isEmpty(),
                "nats.username and .password",
                username.isEmpty() ? "a password alone" : "a username alone",
                "both given or both empty");
    }

    /** The servers, and whom the address names. */
    NatsAddresses addresses() {
        return addresses(url);
    }

    /** The same who asks for the same, elsewhere. */
    NatsProperties at(String otherUrl) {
        return new NatsProperties(
                otherUrl,
                discoveredServers,
                credentialsFile,
                nkeyFile,
                username,
                password,
                token,
                tls,
                tlsFirst,
                connectTimeout,
                inboxPrefix,
                jetstream);
    }

    private static NatsAddresses addresses(String url) {
        return read("nats.url", () -> NatsAddresses.parse(url));
    }

    /** Whether anything asks for encryption. */
    boolean isEncrypted() {
        return tlsFirst
                || !tls.isEmpty()
                || addresses().servers().stream()
                        .anyMatch(server -> server.scheme().equalsIgnoreCase(TLS_SCHEME));
    }

    /** What the account of the platform calls its own. */
    NatsAccount account() {
        return new NatsAccount(inboxPrefix, jetstream.prefix());
    }

    /** Without the addresses, which may hold a password. */
    @Override
    public String toString() {
        return "Nats[credentialsFile=" + credentialsFile + ", nkeyFile=" + nkeyFile + ", username=" + username
                + ", tls=" + tls + ", connectTimeout=" + connectTimeout + "]";
    }

    /** What is done with servers that those of {@code url} tell of. */
    enum DiscoveredServers {
        /** They are followed in the clear; over TLS not, since they are told of by addresses, and certificates carry names. */
        AUTO,
        /** They are tried, too, when a connection is lost. */
        FOLLOW,
        /** Only those of {@code url} are tried. */
        IGNORE;

        boolean areFollowed(boolean encrypted) {
            return this == FOLLOW || (this == AUTO && !encrypted);
        }
    }

    /**
     * Where JetStream's API is. At most one may be given.
     *
     * @param domain the domain of the platform's JetStream, empty for that of the server
     * @param apiPrefix what the subjects of the API begin with where the account imports it, empty for the usual one
     */
    record JetStream(
            @DefaultValue("") String domain,
            @DefaultValue("") String apiPrefix) {
        /** Checks the settings. */
        JetStream {
            check(
                    domain.isEmpty() || apiPrefix.isEmpty(),
                    "nats.jetstream.domain and .api-prefix",
                    domain + " and " + apiPrefix,
                    "given one at most");
            check(
                    domain.isEmpty() || NatsAccount.isToken(domain),
                    "nats.jetstream.domain",
                    domain,
                    "of A-Z, a-z, 0-9, _, - and $");
            check(
                    apiPrefix.isEmpty() || NatsAccount.isPrefix(apiPrefix),
                    "nats.jetstream.api-prefix",
                    apiPrefix,
                    "tokens of A-Z, a-z, 0-9, _, - and $ with dots between, such as JS.platform.API");
        }

        private String prefix() {
            if (!domain.isEmpty()) {
                return NatsAccount.ofDomain(domain);
            }
            return apiPrefix.isEmpty() ? NatsAccount.USUAL_JETSTREAM_PREFIX : apiPrefix;
        }
    }
}
