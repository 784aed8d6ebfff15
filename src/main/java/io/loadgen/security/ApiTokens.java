package io.loadgen.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bearer tokens that are known, by their hashes only. They are long and random, so that one round of SHA-256 keeps them.
 *
 * <p>Immutable; any thread. A look-up takes as long whatever token is shown: hashes are compared in constant time and all of them.
 */
final class ApiTokens {
    private final List<Known> known;

    private ApiTokens(List<Known> known) {
        this.known = known;
    }

    static ApiTokens of(SecurityProperties properties) {
        return new ApiTokens(properties.tokens().entrySet().stream()
                .filter(token -> token.getValue().isGiven())
                .map(token -> new Known(
                        token.getKey(), Objects.requireNonNull(token.getValue().role()), hash(token.getValue())))
                .toList());
    }

    static byte[] hash(SecurityProperties.Token token) {
        String given = token.token();
        return given.startsWith(SecurityProperties.Token.HASHED)
                ? HexFormat.of().parseHex(given.substring(SecurityProperties.Token.HASHED.length()))
                : sha256(given);
    }

    /** Who holds a token. */
    Optional<Holder> holderOf(String token) {
        byte[] hash = sha256(token);
        @Nullable Holder found = null;
        for (Known candidate : known) {
            if (MessageDigest.isEqual(candidate.sha256, hash)) {
                found = new Holder(candidate.name, candidate.role);
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A name and what it may do. */
    record Holder(String name, Role role) {}

    @SuppressWarnings("ArrayRecordComponent") // compared in constant time, never by equals
    private record Known(String name, Role role, byte[] sha256) {}
}
