package io.loadgen.operations.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a terminal shows after the bytes that it got: a screen of our own does what ECMA-48 says. */
class TerminalLineTests {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TerminalLine line = new TerminalLine(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void textIsWrittenAnewOnTheSameLine() {
        line.show("run 10 %, slow");
        line.show("run 20 %");

        assertThat(screen()).containsExactly("run 20 %");
    }

    @Test
    void logScrollsAboveIt() {
        line.show("run 10 %, outstanding 123");
        line.stream().println("a line of the log");
        line.stream().print("two\nmore\n");
        line.show("run 20 %");

        assertThat(screen()).containsExactly("a line of the log", "two", "more", "run 20 %");
    }

    @Test
    void waitsForTheEndOfALineOfSomebodyElse() {
        line.show("run 10 %");
        line.stream().print("half a ");
        line.show("run 20 %");
        assertThat(screen()).containsExactly("half a ");

        line.stream().print("line\n");
        assertThat(screen()).containsExactly("half a line", "run 20 %");
    }

    @Test
    void isGoneWhenTheRunIsOver() {
        line.show("run 99 %");
        line.clear();
        line.stream().println("done");

        assertThat(screen()).containsExactly("done", "");
    }

    @Test
    void lettingGoKeepsTheLogComing() {
        line.show("run 99 %");
        line.close();
        line.show("run 100 %");
        line.stream().println("bye");

        assertThat(screen()).containsExactly("bye", "");
    }

    @Test
    void terminalIsToldToCutOffAndThenToWrapAgain() {
        line.show("x");

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("\r\u001b[K\u001b[?7lx\u001b[?7h");
    }

    private List<String> screen() {
        List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
        int column = 0;
        String text =
                bytes.toString(StandardCharsets.UTF_8).replace("\u001b[?7l", "").replace("\u001b[?7h", "");
        for (int at = 0; at < text.length(); at++) {
            StringBuilder row = rows.getLast();
            char c = text.charAt(at);
            if (c == '\r') {
                column = 0;
            } else if (c == '\n') {
                rows.add(new StringBuilder());
                column = 0;
            } else if (text.startsWith("\u001b[K", at)) {
                row.setLength(column);
                at += 2;
            } else {
                row.setLength(Math.max(row.length(), column + 1));
                row.setCharAt(column, c);
                column++;
            }
        }
        return rows.stream().map(StringBuilder::toString).toList();
    }
}
