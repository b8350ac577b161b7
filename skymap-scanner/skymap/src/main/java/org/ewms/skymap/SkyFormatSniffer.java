package org.ewms.skymap;

import java.nio.charset.StandardCharsets;

/** Tells kinds of files by their first bytes. */
final class SkyFormatSniffer {
    enum Kind {
        ZIP,
        FITS,
        RESULT_JSON,
        MOC_JSON,
        MOC_ASCII
    }

    private SkyFormatSniffer() {}

    /** @throws SkymapException when the bytes begin like none of them */
    static Kind of(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.isEmpty()) {
            throw new SkymapException("the file is empty");
        }
        if (text.startsWith("PK")) {
            return Kind.ZIP;
        }
        if (text.startsWith("SIMPLE") || text.startsWith("\u001f\u008b")) {
            return Kind.FITS;
        }
        if (text.stripLeading().startsWith("{")) {
            // Keys of a MOC are orders, those of a result nside-N.
            return text.matches("(?s)\\s*\\{\\s*\"\\d.*") ? Kind.MOC_JSON : Kind.RESULT_JSON;
        }
        if (text.matches("[\\d/,\\s-]*")) {
            return Kind.MOC_ASCII;
        }
        throw new SkymapException("not a sky map: neither FITS, JSON, npz nor a MOC");
    }
}
