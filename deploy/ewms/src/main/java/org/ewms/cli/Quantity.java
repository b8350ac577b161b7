package org.ewms.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers with a unit, as options take them. */
final class Quantity {
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)([a-zA-Z]*)");

    private Quantity() {}

    /** {@code 90}, {@code 90s}, {@code 15m}, {@code 2h}, {@code 1d}; without a unit, seconds. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Matcher matcher = NUMBER.matcher(text);
            double unit = switch (matcher.matches() ? matcher.group(2) : "?") {
                case "ms" -> 0.001;
                case "", "s" -> 1;
                case "m", "min" -> 60;
                case "h" -> 3600;
                case "d" -> 86_400;
                default -> throw new TypeConversionException("'" + text + "' is not a time such as 90s, 15m or 2h");
            };
            Duration time = Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit * 1000));
            if (!time.isPositive()) {
                throw new TypeConversionException("a time must be above 0, is '" + text + "'");
            }
            return time;
        }
    }

    /** {@code 1048576}, {@code 512M}, {@code 2G}: powers of 1024. */
    static final class Bytes implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            Matcher matcher = NUMBER.matcher(text);
            String unit = matcher.matches() ? matcher.group(2).toUpperCase(Locale.ROOT) : "?";
            int power = switch (unit) {
                case "", "B" -> 0;
                case "K", "KB", "KIB" -> 10;
                case "M", "MB", "MIB" -> 20;
                case "G", "GB", "GIB" -> 30;
                case "T", "TB", "TIB" -> 40;
                default -> throw new TypeConversionException("'" + text + "' is not a size such as 512M or 2G");
            };
            return Math.round(Double.parseDouble(matcher.group(1)) * (1L << power));
        }
    }
}
