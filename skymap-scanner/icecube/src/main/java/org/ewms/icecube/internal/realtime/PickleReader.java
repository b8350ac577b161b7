package org.ewms.icecube.internal.realtime;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.ewms.icecube.EventFormatException;
import org.ewms.icecube.internal.archive.ByteReader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frame in a pickle. Nothing is executed and no object is built: the opcodes are stepped over, and the one
 * argument that begins like a frame is taken.
 */
final class PickleReader {
    private static final byte[] MAGIC = {'[', 'i', '3', ']'};
    private static final int STOP = '.';

    private final ByteReader in;
    private byte @Nullable [] found;

    private PickleReader(byte[] pickle) {
        this.in = new ByteReader(pickle);
    }

    /** The bytes of the frame a pickle holds. */
    static byte[] frameBytes(byte[] pickle) throws EventFormatException {
        var reader = new PickleReader(pickle);
        try {
            reader.walk();
        } catch (EventFormatException e) {
            throw e.in("pickle");
        }
        byte[] found = reader.found;
        if (found == null) {
            throw new EventFormatException("pickle: holds no frame");
        }
        return found;
    }

    private void walk() throws EventFormatException {
        int opcode = in.u8();
        while (opcode != STOP) {
            step(opcode);
            opcode = in.u8();
        }
    }

    private void step(int opcode) throws EventFormatException {
        switch (opcode) {
            case ')', 'R', '}', ']', '(', 't', 'b', 'N', 'a', 'e', 's', 'u', '0', '2', '1', 'l', 'd' -> {}
            case 0x81, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8f, 0x90, 0x91, 0x92, 0x93, 0x94 -> {}
            case 0x80, 'q', 'h', 'K' -> in.skip(1);
            case 'M' -> in.skip(2);
            case 'J', 'r', 'j' -> in.skip(4);
            case 'G', 0x95 -> in.skip(8);
            case 'p', 'g', 'I', 'F', 'L' -> skipLine();
            case 'c' -> {
                skipLine();
                skipLine();
            }
            case 'U', 'C' -> offer(in.bytes(in.u8()));
            case 'T', 'B' -> offer(in.bytes(in.u32()));
            case 0x8e, 0x96 -> offer(in.bytes(in.i64()));
            case 'X' -> offerText(in.bytes(in.u32()));
            case 0x8c -> offerText(in.bytes(in.u8()));
            case 0x8d -> offerText(in.bytes(in.i64()));
            default ->
                throw new EventFormatException("opcode 0x" + Integer.toHexString(opcode) + " at byte "
                        + (in.offset() - 1) + " has no place here");
        }
    }

    private void skipLine() throws EventFormatException {
        int next;
        do {
            next = in.u8();
        } while (next != '\n');
    }

    private void offer(byte[] argument) throws EventFormatException {
        if (argument.length < MAGIC.length || !Arrays.equals(argument, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return;
        }
        if (found != null) {
            throw new EventFormatException("holds more than one frame");
        }
        found = argument;
    }

    /** Python 3 writes bytes as text: every byte became the character of that number, in UTF-8. */
    private void offerText(byte[] utf8) throws EventFormatException {
        if (utf8.length < MAGIC.length || !Arrays.equals(utf8, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return;
        }
        var out = new ByteArrayOutputStream(utf8.length);
        for (int i = 0; i < utf8.length; i++) {
            int lead = utf8[i] & 0xFF;
            if (lead < 0x80) {
                out.write(lead);
                continue;
            }
            boolean paired = (lead == 0xC2 || lead == 0xC3) && i + 1 < utf8.length && (utf8[i + 1] & 0xC0) == 0x80;
            if (!paired) {
                throw new EventFormatException("text that stands for no bytes, at character byte " + i);
            }
            out.write((lead & 0x03) << 6 | utf8[++i] & 0x3F);
        }
        offer(out.toByteArray());
    }
}
