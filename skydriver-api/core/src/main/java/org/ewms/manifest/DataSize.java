package org.ewms.manifest;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 8GB}, {@code 1024M}, {@code 512 MiB}, {@code 100}; decimal units, and binary ones with an {@code i}. */
public final class DataSize {
    private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)\\s*([A-Za-z]*)");
    private static final String PREFIXES = "kmgtpezy";

    private DataSize() {}

    /**
     * Bytes.
     *
     * @param value a number of bytes or a text
     * @throws RequestException {@code invalid size: …}
     */
    public static long bytes(Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        Matcher parts = FORM.matcher(String.valueOf(value).strip());
        if (!parts.matches()) {
            throw new RequestException("invalid size: " + value);
        }
        try {
            return new BigDecimal(parts.group(1))
                    .multiply(factor(parts.group(2).toLowerCase(Locale.ROOT), value))
                    .toBigInteger()
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new RequestException("invalid size: " + value);
        }
    }

    private static BigDecimal factor(String unit, Object value) {
        if (unit.isEmpty() || unit.startsWith("b")) {
            return BigDecimal.ONE;
        }
        int power = PREFIXES.indexOf(unit.charAt(0)) + 1;
        if (power == 0) {
            throw new RequestException("invalid size: " + value);
        }
        boolean binary = unit.matches(".(i|i?b|.?bibytes?)") && unit.contains("i");
        return BigDecimal.valueOf(binary ? 1024 : 1000).pow(power);
    }
}
