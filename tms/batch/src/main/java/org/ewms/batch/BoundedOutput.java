package org.ewms.batch;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the beginning of what is written, and notices when there was more. */
final class BoundedOutput extends OutputStream {
    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean more;

    BoundedOutput(int limit) {
        this.limit = limit;
    }

    @Override
    public synchronized void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int taken = Math.min(length, limit - kept.size());
        kept.write(bytes, offset, taken);
        more |= taken < length;
    }

    synchronized boolean overflowed() {
        return more;
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
