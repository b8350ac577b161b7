package org.ewms.mqclient.nats.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Any text as NATS headers can carry it: printable ASCII as it is, everything else percent-encoded UTF-8. */
final class HeaderText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private HeaderText() {}

    static String encodeName(String name) {
        String encoded = encode(name, ":% ");
        return encoded.regionMatches(true, 0, "Nats-", 0, 5) ? "%4E" + encoded.substring(1) : encoded;
    }

    static String encodeValue(String value) {
        String encoded = encode(value, "%");
        // Blanks at the ends would be trimmed on the way.
        return encoded.startsWith(" ") || encoded.endsWith(" ") ? encoded.replace(" ", "%20") : encoded;
    }

    /** Other clients' text with stray percent signs is left as it is. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        var bytes = new ByteArrayOutputStream();
        byte[] raw = text.getBytes(UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%' && isHex(raw, i + 1) && isHex(raw, i + 2)) {
                bytes.write(HexFormat.fromHexDigits(new String(raw, i + 1, 2, UTF_8)));
                i += 2;
            } else {
                bytes.write(raw[i]);
            }
        }
        return bytes.toString(UTF_8);
    }

    private static boolean isHex(byte[] raw, int at) {
        return at < raw.length && HexFormat.isHexDigit(raw[at]);
    }

    private static String encode(String text, String alsoEncoded) {
        if (isPlain(text, alsoEncoded)) {
            return text;
        }
        var encoded = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            if (isPlain((char) (b & 0xff), alsoEncoded)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(String text, String alsoEncoded) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i), alsoEncoded)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char c, String alsoEncoded) {
        return c >= ' ' && c <= '~' && alsoEncoded.indexOf(c) < 0;
    }
}
