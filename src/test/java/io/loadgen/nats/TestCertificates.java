package io.loadgen.nats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An authority and what it signs, made anew for each test run by the JDK's keytool, as PEM files in a folder. */
public final class TestCertificates {
    private static final String PASSWORD = "changeit";

    private final Path folder;
    private final Path store;

    private TestCertificates(Path folder) {
        this.folder = folder;
        this.store = folder.resolve("all.p12");
    }

    /** Makes an authority, servers for {@code 127.0.0.1}, {@code localhost} and another name, and a client. */
    public static TestCertificates in(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        TestCertificates made = new TestCertificates(folder);
        made.make("ca", "-ext", "bc:c", "-ext", "KeyUsage=keyCertSign");
        made.make("server", "-signer", "ca", "-ext", "SAN=IP:127.0.0.1");
        made.make("named", "-signer", "ca", "-ext", "SAN=DNS:localhost");
        made.make("platform", "-signer", "ca", "-ext", "SAN=DNS:mongo-1.platform.test,DNS:mongo-2.platform.test");
        made.make("elsewhere", "-signer", "ca", "-ext", "SAN=DNS:elsewhere.example");
        made.make("client", "-signer", "ca");
        return made;
    }

    /** The certificate of a name. */
    public Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    /** The key of a name. */
    public Path key(String name) {
        return folder.resolve(name + ".key");
    }

    /** The store with everything in it, for servers that want one; its password is that of each key. */
    public KeyStore store() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    public static char[] password() {
        return PASSWORD.toCharArray();
    }

    private void make(String name, String... more) throws IOException, InterruptedException, GeneralSecurityException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        Path output = folder.resolve(name + ".out");
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            keytool.destroyForcibly();
            throw new IllegalStateException("keytool failed: " + Files.readString(output));
        }
        KeyStore all = store();
        Certificate certificate = all.getCertificate(name);
        Files.writeString(certificate(name), pem("CERTIFICATE", certificate.getEncoded()));
        Files.writeString(
                key(name),
                pem("PRIVATE KEY", all.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}
