package org.ewms.icecube.internal.frame;

/** CRC-32C as frames have it: the register begins at zero and is not inverted, neither before nor after. */
final class FrameChecksum {
    private static final int POLYNOMIAL = 0x82F63B78;
    private static final int[] TABLE = table();

    private FrameChecksum() {}

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int register = i;
            for (int bit = 0; bit < 8; bit++) {
                register = (register & 1) != 0 ? register >>> 1 ^ POLYNOMIAL : register >>> 1;
            }
            table[i] = register;
        }
        return table;
    }

    static int of(byte[] bytes, int from, int to) {
        int register = 0;
        for (int i = from; i < to; i++) {
            register = register >>> 8 ^ TABLE[(register ^ bytes[i]) & 0xFF];
        }
        return register;
    }
}
