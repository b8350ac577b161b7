package org.ewms.skymap;

import org.ewms.healpix.Moc;

/** Regions as text, with this module's kind of error. */
final class MocText {
    static final int MOST_BYTES = 64 << 20;

    private MocText() {}

    static Moc ascii(String text) {
        try {
            return Moc.ofAscii(text);
        } catch (IllegalArgumentException e) {
            throw new SkymapException("not a sky map, nor a MOC as text: " + e.getMessage(), e);
        }
    }

    static Moc json(String text) {
        try {
            return Moc.ofJson(text);
        } catch (IllegalArgumentException e) {
            throw new SkymapException("not a MOC as JSON: " + e.getMessage(), e);
        }
    }
}
