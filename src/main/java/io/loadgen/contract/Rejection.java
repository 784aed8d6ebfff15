package io.loadgen.contract;

/**
 * Why room-service refused a request.
 *
 * <p>Immutable; any thread.
 *
 * @param reason a label from a closed set, the same for the same cause in every version where the version tells the cause
 * @param text what the service said, as far as {@link ForeignText} keeps it
 */
public record Rejection(String reason, String text) {
    /** Cuts the text. */
    public Rejection {
        text = ForeignText.capped(text);
    }

    /**
     * Whether the service has as many requests in hand as it takes, and so did not look at this one: contract C above its cap,
     * contract B too while it shuts down.
     *
     * @return true for {@code service busy}
     */
    public boolean isBusy() {
        return reason.equals(Reasons.SERVICE_BUSY);
    }
}
