package io.loadgen.operations.console;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The last line of a terminal, kept for a text that changes, while other output scrolls above it. Whatever else is written to the
 * terminal must come through {@link #stream()}: the line steps aside for it, and is there again as soon as a line of it is complete.
 *
 * <p>A text longer than the terminal is wide is cut off by the terminal. Any thread.
 */
final class TerminalLine implements AutoCloseable {
    private static final String ERASE = "\r\u001b[K";
    private static final String CUT_OFF = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintStream terminal;
    private final PrintStream above;
    private String text = "";
    private boolean shown;
    private boolean atLineStart = true;
    private boolean closed;

    TerminalLine(PrintStream terminal) {
        this.terminal = terminal;
        this.above = new PrintStream(new Above(), true, terminal.charset());
    }

    /** Where everything else is to be written. */
    PrintStream stream() {
        return above;
    }

    synchronized void show(String newText) {
        if (!closed) {
            text = newText;
            redraw();
        }
    }

    synchronized void clear() {
        erase();
        text = "";
        terminal.flush();
    }

    /** Takes the line away for good; what is written to {@link #stream()} still comes through. */
    @Override
    public synchronized void close() {
        clear();
        closed = true;
    }

    private void redraw() {
        // In the middle of a line of somebody else's it waits for the end of that.
        if (atLineStart && !text.isEmpty()) {
            terminal.print(ERASE + CUT_OFF + text + WRAP);
            terminal.flush();
            shown = true;
        }
    }

    private void erase() {
        if (shown) {
            terminal.print(ERASE);
            shown = false;
        }
    }

    private synchronized void writeAbove(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return;
        }
        erase();
        terminal.write(bytes, offset, length);
        atLineStart = bytes[offset + length - 1] == '\n';
        redraw();
        terminal.flush();
    }

    /** What scrolls. */
    private final class Above extends OutputStream {
        @Override
        public void write(int value) {
            writeAbove(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            writeAbove(bytes, offset, length);
        }
    }
}
