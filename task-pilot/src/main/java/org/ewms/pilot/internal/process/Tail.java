package org.ewms.pilot.internal.process;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The last part of what a process writes to one of its outputs, however much that is. */
final class Tail {
    private static final int KEPT = 16_000;
    private static final int LAST = 2000;

    private final Listener listener;
    private byte[] ring = new byte[0];
    private long total;

    /** Told each piece on the way; the buffer is valid during the call only. */
    interface Listener {
        void heard(byte[] buffer, int length);
    }

    Tail(Listener listener) {
        this.listener = listener;
    }

    void hear(byte[] buffer, int length) {
        append(buffer, length);
        listener.heard(buffer, length);
    }

    private synchronized void append(byte[] bytes, int count) {
        if (ring.length == 0) {
            ring = new byte[KEPT];
        }
        for (int i = Math.max(0, count - KEPT); i < count; i++) {
            ring[(int) ((total + i) % KEPT)] = bytes[i];
        }
        total += count;
    }

    /** The text so far; {@code <nothing on stderr>} if there is none. */
    String text() {
        String text = snapshot(LAST).strip();
        return text.isEmpty() ? "<nothing on stderr>" : text;
    }

    /** As much as is kept. */
    String longText() {
        return snapshot(KEPT);
    }

    private synchronized String snapshot(int most) {
        int length = (int) Math.min(total, most);
        byte[] last = new byte[length];
        for (int i = 0; i < length; i++) {
            last[i] = ring[(int) ((total - length + i) % KEPT)];
        }
        return new String(last, UTF_8);
    }
}
