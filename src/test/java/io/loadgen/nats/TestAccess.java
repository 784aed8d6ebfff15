package io.loadgen.nats;

import io.nats.client.NKey;
import io.nats.client.support.JsonSerializable;
import io.nats.client.support.JwtUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/** Keys and JWTs of NATS, made anew for each test: what the server is told, and what the client is given. */
public final class TestAccess {
    private static final String NO_LIMITS = "{\"subs\":-1,\"data\":-1,\"payload\":-1,\"imports\":-1,\"exports\":-1,"
            + "\"wildcards\":true,\"conn\":-1,\"leaf\":-1}";

    private TestAccess() {}

    /** A user known by its public key. */
    public record Nkey(String publicKey, Path seedFile) {}

    /** An operator with one account and one user. */
    public record Operator(String serverConfiguration, Path credentialsFile) {}

    /** Makes a user and writes its seed. */
    public static Nkey nkey(Path seedFile) throws IOException, GeneralSecurityException {
        NKey user = NKey.createUser(new SecureRandom());
        return new Nkey(publicKey(user), Files.writeString(seedFile, String.valueOf(user.getSeed())));
    }

    /** Makes an operator and writes its user's credentials; the server holds the account in memory. */
    public static Operator operator(Path credentialsFile) throws IOException, GeneralSecurityException {
        SecureRandom random = new SecureRandom();
        NKey operator = NKey.createOperator(random);
        NKey account = NKey.createAccount(random);
        NKey user = NKey.createUser(random);
        String self = issue(operator, operator, "operator", "{\"type\":\"operator\",\"version\":2}");
        NKey system = NKey.createAccount(random);
        String jwt = JwtUtils.issueUserJWT(account, publicKey(account), publicKey(user));
        Files.writeString(
                credentialsFile, String.format(JwtUtils.NATS_USER_JWT_FORMAT, jwt, String.valueOf(user.getSeed())));
        return new Operator(
                "operator: " + self + "\nsystem_account: " + publicKey(system)
                        + "\nresolver: MEMORY\nresolver_preload: {\n" + account(operator, account)
                        + account(operator, system) + "}\n",
                credentialsFile);
    }

    private static String account(NKey operator, NKey account) throws IOException, GeneralSecurityException {
        String claims = "{\"type\":\"account\",\"version\":2,\"limits\":" + NO_LIMITS + "}";
        return "  " + publicKey(account) + ": " + issue(operator, account, "account", claims) + "\n";
    }

    private static String issue(NKey issuer, NKey subject, String name, String claims)
            throws IOException, GeneralSecurityException {
        JsonSerializable nats = () -> claims;
        return JwtUtils.issueJWT(
                issuer, publicKey(subject), name, null, JwtUtils.currentTimeSeconds(), publicKey(issuer), nats);
    }

    private static String publicKey(NKey key) throws IOException, GeneralSecurityException {
        return String.valueOf(key.getPublicKey());
    }
}
