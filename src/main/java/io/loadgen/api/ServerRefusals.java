package io.loadgen.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.catalina.Pipeline;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers by a problem document, too, what the server refuses before it comes to the application: an address that cannot be decoded, a
 * head that is none, a version of HTTP that is not spoken.
 */
@Component
final class ServerRefusals implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
    private final JsonMapper json;

    ServerRefusals(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        // Inside the host's other valves, and so the first that may answer: the pages of the server's own find nothing
        // left to do.
        factory.addContextCustomizers(context -> {
            Pipeline host = context.getParent().getPipeline();
            host.addValve(new ProblemReports(json));
            host.addValve(new ReadableAddresses());
        });
    }

    /** Any thread. */
    private static final class ProblemReports extends ErrorReportValve {
        private static final Logger LOG = LoggerFactory.getLogger(ServerRefusals.class);

        private final JsonMapper json;

        ProblemReports(JsonMapper json) {
            this.json = json;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable cause) {
            int status = response.getStatus();
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            try {
                byte[] document = json.writeValueAsBytes(document(status, request, response));
                response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                response.setContentLength(document.length);
                response.getOutputStream().write(document);
                response.finishResponse();
            } catch (IOException gone) {
                LOG.debug("A refusal with status {} reached nobody", status, gone);
            }
        }

        private static ProblemDetail document(int status, Request request, Response response) {
            ProblemDetail document = ProblemAdvice.ofStatus(status, null);
            if (status != HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
                document.setDetail(Objects.requireNonNullElse(
                        response.getMessage(), "the request line or a header cannot be read"));
            }
            document.setInstance(ProblemErrorController.address(asked(request)));
            return document;
        }

        /** As it was sent, since it may be nothing that can be decoded. */
        private static String asked(Request request) {
            String line = Objects.requireNonNullElse(request.getRequestURI(), "");
            return new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
    }
}
