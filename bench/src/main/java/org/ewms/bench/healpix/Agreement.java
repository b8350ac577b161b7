package org.ewms.bench.healpix;

import java.io.IOException;
import java.nio.file.Path;

/** Whether another library gives our answers: a wrong one is no reference. */
final class Agreement {
    private Agreement() {}

    /** True unless the sums over all pixel numbers differ; of operations that answer no such numbers nothing is said. */
    static boolean between(JavaLibrary library, Path classes, Inputs in, Operation operation) throws IOException {
        boolean exact = switch (operation) {
            case ANG2PIX_RING, ANG2PIX_NEST, RING2NEST, NEST2RING, QUERY_DISC_RING -> true;
            default -> false;
        };
        try {
            return !exact || library.load(classes, in).round(operation) == new OurLoops(in).round(operation);
        } catch (Exception e) {
            throw new IOException(library.label() + " failed at " + operation.label() + ": " + e.getMessage(), e);
        }
    }
}
