package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What nobody foresaw is answered without a word of it. */
class UnforeseenTests {
    private final MockMvcTester mvc = MockMvcTester.of(
            List.of(broken()),
            builder -> builder.setControllerAdvice(new ProblemAdvice()).build());

    @Test
    void answerHasACorrelationIdAndNoWordOfTheCause() {
        MvcTestResult result = mvc.get().uri("/broken").exchange();

        assertThat(result)
                .hasStatus(500)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyText()
                .contains("urn:loadgen:problem:internal-error", "correlationId")
                .doesNotContain("hunter2", "IllegalState", "io.loadgen");
    }

    private static Object broken() {
        // Local, so that no scan of the class path finds it; its method is called by the framework.
        @SuppressWarnings("UnusedMethod")
        @RestController
        class Broken {
            @GetMapping("/broken")
            String broken() {
                throw new IllegalStateException("password=hunter2");
            }
        }
        return new Broken();
    }
}
