package io.loadgen.mongo;

import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import io.loadgen.fixtures.DatabaseUnreachableException;
import java.util.function.Supplier;

/** Keeps the driver's exceptions in: that no server can be used is told in the words of the ports. Stateless; any thread. */
final class Reach {
    private Reach() {}

    static <T> T reaching(Supplier<T> call) {
        try {
            return call.get();
        } catch (MongoTimeoutException | MongoSocketException e) {
            throw new DatabaseUnreachableException(String.valueOf(e.getMessage()), e);
        }
    }

    static void reaching(Runnable call) {
        reaching(() -> {
            call.run();
            return true;
        });
    }
}
