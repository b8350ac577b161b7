package org.ewms.bench.mq;

/** How what is sent becomes a message body and back. */
interface Packing {
    /** A new body, the same bytes each time. */
    byte[] pack();

    /**
     * Reads a body.
     *
     * @throws IllegalStateException when it is not what was packed
     */
    void unpack(byte[] body);

    /** Bytes as they are. */
    static Packing of(byte[] bytes) {
        return new Packing() {
            @Override
            public byte[] pack() {
                return bytes;
            }

            @Override
            public void unpack(byte[] body) {
                check(body.length == bytes.length);
            }
        };
    }

    static void check(boolean same) {
        if (!same) {
            throw new IllegalStateException("a message came that is not as it was sent");
        }
    }
}
