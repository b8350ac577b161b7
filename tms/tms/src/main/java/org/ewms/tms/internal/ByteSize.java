package org.ewms.tms.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as users write them: {@code 512MB}, {@code 1 GiB}, {@code 4096}. Units are binary, as the Python TMS takes them. */
final class ByteSize {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?)\\s*([KMGTP]?)(?:I?B)?");
    private static final String UNITS = "KMGTP";

    private ByteSize() {}

    /** Bytes; 0 when nothing is said. */
    static long of(JsonNode value, String field) {
        if (value.isMissingNode() || value.isNull() || value.asText().isBlank()) {
            return 0;
        }
        Matcher size = SIZE.matcher(value.asText().strip().toUpperCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException(
                    field + " '" + value.asText() + "' is no size; write for instance 512MB or 2 GB");
        }
        int power = size.group(2).isEmpty() ? 0 : UNITS.indexOf(size.group(2)) + 1;
        try {
            return new BigDecimal(size.group(1))
                    .multiply(BigDecimal.valueOf(1L << (10 * power)))
                    .toBigInteger()
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(field + " '" + value.asText() + "' is too large", e);
        }
    }
}
