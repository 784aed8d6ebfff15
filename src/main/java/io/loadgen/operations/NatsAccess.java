package io.loadgen.operations;

import io.loadgen.nats.NatsAddresses.Server;
import io.loadgen.nats.NatsCredentials;
import io.loadgen.nats.NatsSettings;
import io.loadgen.nats.NatsTls;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.SslBundle;

/** Turns the settings of NATS into the adapter's. */
final class NatsAccess {
    private static final String PREFIX = "loadgen.nats";

    private NatsAccess() {}

    /**
     * Turns them.
     *
     * @throws IllegalArgumentException naming the property whose file cannot be read
     */
    static NatsSettings of(NatsProperties nats) {
        return new NatsSettings(
                nats.addresses().servers().stream().map(Server::toString).toList(),
                nats.discoveredServers().areFollowed(nats.isEncrypted()),
                credentials(nats),
                tls(nats),
                nats.tlsFirst(),
                nats.connectTimeout(),
                nats.account());
    }

    private static NatsCredentials credentials(NatsProperties nats) {
        if (!nats.credentialsFile().isEmpty()) {
            return new NatsCredentials.CredentialsFile(
                    PemFiles.readable(PREFIX + ".credentials-file", nats.credentialsFile()));
        }
        if (!nats.nkeyFile().isEmpty()) {
            return new NatsCredentials.Nkey(PemFiles.readable(PREFIX + ".nkey-file", nats.nkeyFile()));
        }
        if (!nats.username().isEmpty()) {
            return new NatsCredentials.UserPassword(nats.username(), nats.password());
        }
        return nats.token().isEmpty()
                ? nats.addresses().user().orElse(new NatsCredentials.None())
                : new NatsCredentials.Token(nats.token());
    }

    private static Optional<SSLContext> tls(NatsProperties nats) {
        if (!nats.isEncrypted()) {
            return Optional.empty();
        }
        SslBundle certificates = PemFiles.of(PREFIX + ".tls", nats.tls());
        KeyManager[] ours = nats.tls().certificateFile().isEmpty()
                ? null
                : certificates.getManagers().getKeyManagers();
        try {
            return Optional.of(NatsTls.context(ours, certificates.getManagers().getTrustManagers()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(PREFIX + ".tls cannot be used: " + e.getMessage(), e);
        }
    }
}
