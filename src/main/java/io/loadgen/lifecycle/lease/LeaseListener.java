package io.loadgen.lifecycle.lease;

import java.util.function.Consumer;

/** Is told what becomes of a lease, by a thread of its own. */
interface LeaseListener {
    /** The lease can be kept no longer. Once at most. */
    void lost(String reason);

    /** Another process asks for what it is held for to be stopped. May be told again. */
    void stopAsked();

    /** Of a lease that nobody is to stop. */
    static LeaseListener losing(Consumer<String> onLost) {
        return new LeaseListener() {
            @Override
            public void lost(String reason) {
                onLost.accept(reason);
            }

            @Override
            public void stopAsked() {
                // Only runs are stopped from afar.
            }
        };
    }
}
