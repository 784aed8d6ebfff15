package io.loadgen.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingStackTests {
    private final List<String> closed = new ArrayList<>();

    @Test
    void closesInReverseOrderAndOnce() {
        ClosingStack stack = new ClosingStack();
        stack.add("first", () -> closed.add("first"));
        stack.add("second", () -> closed.add("second"));

        stack.close();
        stack.close();

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void failureKeepsNothingFromClosingAndEachIsReported() {
        ClosingStack stack = new ClosingStack();
        stack.add("first", () -> closed.add("first"));
        stack.add("second", () -> {
            throw new IOException("second failed");
        });
        stack.add("third", () -> {
            throw new IllegalStateException("third failed");
        });

        Throwable failure = catchThrowable(stack::close);

        assertThat(closed).containsExactly("first");
        assertThat(failure).isInstanceOf(SandboxException.class).hasMessageContaining("third failed");
        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(IOException.class);
    }
}
