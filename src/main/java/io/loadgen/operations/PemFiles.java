package io.loadgen.operations;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** Reads certificates and keys from PEM files, once, when the service starts. */
final class PemFiles {
    private PemFiles() {}

    /**
     * Reads them.
     *
     * @param prefix of the properties, for messages
     * @throws IllegalArgumentException naming the property and the file that cannot be read
     */
    static SslBundle of(String prefix, LoadgenProperties.Tls tls) {
        return SslBundle.of(new PemSslStoreBundle(
                tls.certificateFile().isEmpty()
                        ? null
                        : PemSslStoreDetails.forCertificate(text(prefix + ".certificate-file", tls.certificateFile()))
                                .withPrivateKey(text(prefix + ".key-file", tls.keyFile())),
                trusted(prefix, tls.caFile())));
    }

    private static @Nullable PemSslStoreDetails trusted(String prefix, String caFile) {
        return caFile.isEmpty() ? null : PemSslStoreDetails.forCertificate(text(prefix + ".ca-file", caFile));
    }

    private static String text(String property, String file) {
        return "file:" + readable(property, file);
    }

    /** The file by its full path, if it can be read. */
    static Path readable(String property, String file) {
        Path path = Path.of(file).toAbsolutePath();
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new IllegalArgumentException(property + " must be a file that can be read, was " + file);
        }
        return path;
    }
}
