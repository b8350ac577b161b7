package org.ewms.service;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A request's body in the pieces in which it came. Whoever receives them only keeps them; putting them together is up to the reader. */
final class ReceivedBody {
    private final List<Buffer> pieces = new ArrayList<>();
    private final long most;
    private long size;

    /** @param most bytes that are kept; of a longer body only its size is known */
    ReceivedBody(long most) {
        this.most = most;
    }

    /** Takes another piece. */
    void add(Buffer piece) {
        size += piece.length();
        if (size <= most) {
            pieces.add(piece);
        } else {
            pieces.clear();
        }
    }

    /** Bytes so far. */
    long size() {
        return size;
    }

    /** The body from its beginning. */
    InputStream stream() {
        return new SequenceInputStream(Collections.enumeration(pieces.stream()
                .<InputStream>map(piece -> new ByteArrayInputStream(piece.getBytes()))
                .toList()));
    }
}
