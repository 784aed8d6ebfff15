package io.loadgen.spec;

/** Leaves limits that limit nothing out of JSON: what equals it is not written. */
final class Unsaid {
    @Override
    public boolean equals(Object value) {
        return Slo.none().equals(value) || AbortLimits.none().equals(value);
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
