package io.loadgen.nats;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS to NATS servers whose certificates are checked against the name that they were reached by. */
public final class NatsTls {
    private NatsTls() {}

    /**
     * Makes a context for client connections. The NATS client itself checks who signed a certificate but not whose it is, so
     * the context does.
     *
     * @param keys our own certificates, null for none
     * @param trust whom to believe
     * @return the context
     * @throws GeneralSecurityException when the machine cannot make one of them
     */
    public static SSLContext context(KeyManager @Nullable [] keys, TrustManager[] trust)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                keys,
                Arrays.stream(trust)
                        .map(manager ->
                                manager instanceof X509ExtendedTrustManager x509 ? new NameChecking(x509) : manager)
                        .toArray(TrustManager[]::new),
                null);
        return context;
    }

    /** Asks the trust manager to compare names, which it does only where the socket says so. */
    private static final class NameChecking extends X509ExtendedTrustManager {
        /** The rule of RFC 2818 and 6125, by its name in the Java Security Standard Algorithm Names. */
        private static final String COMPARE_NAMES = "HTTPS";

        private final X509ExtendedTrustManager signers;

        NameChecking(X509ExtendedTrustManager signers) {
            this.signers = signers;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyExchange, Socket socket)
                throws CertificateException {
            if (!(socket instanceof SSLSocket tls)) {
                throw new CertificateException("the server's name cannot be checked on " + socket.getClass());
            }
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm(COMPARE_NAMES);
            tls.setSSLParameters(parameters);
            signers.checkServerTrusted(chain, keyExchange, socket);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine)
                throws CertificateException {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm(COMPARE_NAMES);
            engine.setSSLParameters(parameters);
            signers.checkServerTrusted(chain, keyExchange, engine);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyExchange) throws CertificateException {
            throw new CertificateException("the server's name cannot be checked without its connection");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyExchange, Socket socket)
                throws CertificateException {
            signers.checkClientTrusted(chain, keyExchange, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine)
                throws CertificateException {
            signers.checkClientTrusted(chain, keyExchange, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyExchange) throws CertificateException {
            signers.checkClientTrusted(chain, keyExchange);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return signers.getAcceptedIssuers();
        }
    }
}
