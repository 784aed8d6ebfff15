package io.loadgen.nats;

import io.loadgen.contract.Headers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The headers of one request, made, made immutable and written to the send buffer, beside the client's own. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HeaderPieces {
    private static final String ID = "01970a4f-8c2d-8c9a-abcd-e0123456789f";

    private final byte[] buffer = new byte[200];

    /** Headers that write themselves. */
    @Benchmark
    public int headersLoadgen() {
        return new RequestIdHeaders(ID).serializeToArray(0, buffer);
    }

    /** What the client does with its own when they are published. */
    @Benchmark
    public int headersReference() {
        var headers = new io.nats.client.impl.Headers();
        headers.put(Headers.REQUEST_ID, ID);
        return new io.nats.client.impl.Headers(headers, true).serializeToArray(0, buffer);
    }
}
