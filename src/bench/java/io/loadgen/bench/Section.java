package io.loadgen.bench;

import java.util.List;

/** One part of the benchmark, to be run alone or with others. */
interface Section {
    /** What to select it by. */
    String name();

    /** What is compared, in one sentence. */
    String title();

    /** Measures. */
    List<Line> run(BenchOptions options) throws Exception;
}
