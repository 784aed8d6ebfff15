package io.loadgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What nobody foresaw is answered without a word of it. */
class UnforeseenTests {
    private final MockMvcTester mvc = MockMvcTester.of(
            java.util.List.of(new Broken()),
            builder -> builder.setControllerAdvice(new ProblemAdvice()).build());

    @RestController
    static class Broken {
        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("password=hunter2");
        }
    }

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
}
