package io.loadgen.sandbox;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a nats-server, in the order of releases. */
record NatsServerVersion(int major, int minor, int patch) implements Comparable<NatsServerVersion> {
    /** What is built or fetched where there is no server: the one that the platform was measured with. */
    static final NatsServerVersion CURRENT = new NatsServerVersion(2, 15, 2);

    /** The oldest that all works with. */
    static final NatsServerVersion OLDEST = new NatsServerVersion(2, 9, 10);

    private static final Pattern FORM = Pattern.compile("\\bv?(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)");
    private static final Comparator<NatsServerVersion> ORDER = Comparator.comparingInt(NatsServerVersion::major)
            .thenComparingInt(NatsServerVersion::minor)
            .thenComparingInt(NatsServerVersion::patch);

    /** Finds the version in a text, such as what the program prints about itself. */
    static Optional<NatsServerVersion> in(String text) {
        return Optional.of(FORM.matcher(text)).filter(Matcher::find).map(NatsServerVersion::read);
    }

    private static NatsServerVersion read(Matcher found) {
        return new NatsServerVersion(
                Integer.parseInt(found.group("major")),
                Integer.parseInt(found.group("minor")),
                Integer.parseInt(found.group("patch")));
    }

    /** The version without its patch, such as {@code 2.15}. */
    String line() {
        return major + "." + minor;
    }

    /** Tells whether it is of another, earlier line; a patch makes none older. */
    boolean isOfAnOlderLineThan(NatsServerVersion other) {
        return new NatsServerVersion(major, minor, 0).compareTo(new NatsServerVersion(other.major, other.minor, 0)) < 0;
    }

    @Override
    public int compareTo(NatsServerVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line() + "." + patch;
    }
}
