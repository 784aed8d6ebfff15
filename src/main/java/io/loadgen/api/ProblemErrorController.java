package io.loadgen.api;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** Answers failures that never reached a controller, such as those of a filter, as problem documents too. */
@Hidden
@RestController
class ProblemErrorController implements ErrorController {
    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        ProblemDetail document = ProblemAdvice.ofStatus(status, null);
        // The address that was asked for, not the one that the failure was handed on to.
        if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked) {
            document.setInstance(address(asked));
        }
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(document);
    }

    /** What was asked for may be no address at all. */
    static URI address(String asked) {
        try {
            return new URI(asked);
        } catch (URISyntaxException unreadable) {
            return URI.create(UriUtils.encodePath(asked, StandardCharsets.UTF_8));
        }
    }
}
