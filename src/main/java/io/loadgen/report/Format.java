package io.loadgen.report;

import io.loadgen.spec.InvalidSpecException;
import java.util.List;
import java.util.stream.Collectors;

/** A format that something is offered in: all that has to be known of it to choose it. Immutable; any thread. */
public abstract class Format {
    private final String name;
    private final String mediaType;
    private final String fileName;
    private final String label;

    /**
     * Describes a format.
     *
     * @param name what it is asked for by
     * @param mediaType what it is to HTTP, with the character set where it is text
     * @param fileName what a file of it is called
     * @param label what it is called on a page
     */
    protected Format(String name, String mediaType, String fileName, String label) {
        this.name = name;
        this.mediaType = mediaType;
        this.fileName = fileName;
        this.label = label;
    }

    /** What it is asked for by, as in {@code ?format=}. */
    public final String name() {
        return name;
    }

    /** What it is to HTTP, with the character set where it is text. */
    public final String mediaType() {
        return mediaType;
    }

    /** What a file of it is called. */
    public final String fileName() {
        return fileName;
    }

    /** What it is called on a page. */
    public final String label() {
        return label;
    }

    /**
     * The format of a name.
     *
     * @param <F> formats of one thing
     * @param offered those that there are
     * @param name the name
     * @return the format
     * @throws InvalidSpecException when there is none, naming all
     */
    public static <F extends Format> F named(List<F> offered, String name) {
        return offered.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidSpecException(
                        "format",
                        name,
                        "one of " + offered.stream().map(Format::name).collect(Collectors.joining(", "))));
    }
}
