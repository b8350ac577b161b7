package org.ewms.icecube.internal.realtime;

import java.nio.charset.StandardCharsets;
import org.ewms.icecube.internal.archive.ByteWriter;

/**
 * The pickle of one frame, as Python 3 writes it with protocol 2: a call that makes an empty frame, and a state whose
 * bytes are spelled as Latin-1 text, which every Python since 2.3 turns back into bytes.
 */
final class PickleWriter {
    private PickleWriter() {}

    static byte[] frame(byte[] frame) {
        byte[] text = new String(frame, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8);
        var out = new ByteWriter();
        out.u8(0x80).u8(2);
        line(out, 'c', "icecube._icetray\nI3Frame\n");
        out.u8(')').u8('R').u8('}');
        line(out, 'c', "_codecs\nencode\n");
        out.u8('X').block(text);
        out.u8('X').string("latin1");
        out.u8(0x86).u8('R').u8(0x86).u8('b').u8('.');
        return out.toByteArray();
    }

    private static void line(ByteWriter out, char opcode, String argument) {
        out.u8(opcode).bytes(argument.getBytes(StandardCharsets.US_ASCII));
    }
}
