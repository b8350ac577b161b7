package org.ewms.reco.internal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ewms.reco.RecoException;

/** Options of one reconstruction, checked: every mistake is a {@link RecoException} that names the option, its value and what is allowed. */
record Options(String reco, Map<String, String> values) {
    /**
     * @throws RecoException when an option is given that the reconstruction does not have
     */
    static Options of(String reco, Map<String, String> values, Set<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new RecoException(
                        "reco '" + reco + "' has no option '" + name + "'; it has " + new TreeSet<>(known));
            }
        }
        return new Options(reco, Map.copyOf(values));
    }

    double number(String name, double otherwise, double least, double greatest) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!(value >= least && value <= greatest)) {
            throw wrong(name, text, "a number from " + least + " to " + greatest);
        }
        return value;
    }

    long integer(String name, long otherwise, long least, long greatest) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= greatest) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, text, "an integer from " + least + " to " + greatest);
        }
        throw wrong(name, text, "an integer from " + least + " to " + greatest);
    }

    /** The constant whose lower-case name is given. */
    <E extends Enum<E>> E choice(String name, E otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        E[] all = otherwise.getDeclaringClass().getEnumConstants();
        String[] names =
                Arrays.stream(all).map(e -> e.name().toLowerCase(Locale.ROOT)).toArray(String[]::new);
        for (int i = 0; i < all.length; i++) {
            if (names[i].equals(text)) {
                return all[i];
            }
        }
        throw wrong(name, text, "one of " + String.join(", ", names));
    }

    private RecoException wrong(String name, String text, String allowed) {
        return new RecoException(
                "option '" + name + "' of reco '" + reco + "' is '" + text + "'; it must be " + allowed);
    }
}
