package io.loadgen.nats;

import io.loadgen.contract.Headers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The headers of one request written to the send buffer, beside the client's own, which are made and made immutable before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HeaderPieces {
    private static final String ID = "01970a4f-8c2d-8c9a-abcd-e0123456789f";

    private final byte[] buffer = new byte[200];

    /** Bytes copied in place. */
    @Benchmark
    public int headersLoadgen() {
        return RequestIdHeaders.write(ID, buffer, 0);
    }

    /** What the client does with its own when they are published. */
    @Benchmark
    public int headersReference() {
        var headers = new io.nats.client.impl.Headers();
        headers.put(Headers.REQUEST_ID, ID);
        return new io.nats.client.impl.Headers(headers, true).serializeToArray(0, buffer);
    }
}
