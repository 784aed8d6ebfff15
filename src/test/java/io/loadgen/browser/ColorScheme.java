package io.loadgen.browser;

/** What a visitor prefers: dark letters on a light ground, or light ones in the dark. */
public enum ColorScheme {
    LIGHT,
    DARK
}
