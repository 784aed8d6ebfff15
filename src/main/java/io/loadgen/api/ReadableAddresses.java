package io.loadgen.api;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.http.server.PathContainer;

/**
 * Refuses addresses that the server takes and the router cannot read: a parameter of a path, as in {@code /runs;a=%}, the server does not
 * decode. Any thread.
 */
final class ReadableAddresses extends ValveBase {
    ReadableAddresses() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        try {
            // Null after a request line that cannot be read, which is refused by then.
            PathContainer.parsePath(Objects.requireNonNullElse(request.getRequestURI(), ""));
        } catch (IllegalArgumentException unreadable) {
            response.sendError(
                    HttpServletResponse.SC_BAD_REQUEST, "the address cannot be decoded: " + unreadable.getMessage());
            return;
        }
        getNext().invoke(request, response);
    }
}
