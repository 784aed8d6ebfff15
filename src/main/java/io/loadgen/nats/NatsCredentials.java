package io.loadgen.nats;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Who we are to the NATS servers. Files are read anew at each connect, so that what replaces them counts from the next
 * reconnect on. No text form shows a secret.
 *
 * <p>Immutable; any thread.
 */
public sealed interface NatsCredentials {
    /** Nobody: the servers ask for none, or the client's certificate says it. */
    record None() implements NatsCredentials {}

    /**
     * A user's JWT and the seed of its key.
     *
     * @param file a {@code .creds} file
     */
    record CredentialsFile(Path file) implements NatsCredentials {
        /** Checks the file's name. */
        public CredentialsFile {
            Objects.requireNonNull(file, "file");
        }
    }

    /**
     * A key alone.
     *
     * @param seedFile a file with the key's seed
     */
    record Nkey(Path seedFile) implements NatsCredentials {
        /** Checks the file's name. */
        public Nkey {
            Objects.requireNonNull(seedFile, "seedFile");
        }
    }

    /**
     * A name and a password.
     *
     * @param user the name
     * @param password the password
     */
    record UserPassword(String user, String password) implements NatsCredentials {
        @Override
        public String toString() {
            return "UserPassword[user=" + user + "]";
        }
    }

    /**
     * A token.
     *
     * @param token the token
     */
    record Token(String token) implements NatsCredentials {
        @Override
        public String toString() {
            return "Token[]";
        }
    }
}
