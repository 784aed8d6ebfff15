package io.loadgen.operations.console;

/** How the console shows that a run goes on. */
public enum ConsoleStyle {
    /** {@link #LINE} on a terminal, {@link #LOG} elsewhere. */
    AUTO,
    /** One line that is written anew each second, below the log. */
    LINE,
    /** A line of the log every few seconds. */
    LOG,
    /** Not at all. */
    OFF
}
