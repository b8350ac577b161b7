package org.ewms.bench;

import java.io.IOException;

/** Something to measure. Its picocli annotations say what it is and which arguments it takes; one object runs once. */
@FunctionalInterface
public interface Benchmark {
    /**
     * Measures and fills the table.
     *
     * @throws IllegalArgumentException when an argument is out of range
     */
    void run(Table table) throws IOException, InterruptedException;
}
