package org.ewms.skymap.internal.json;

import java.util.List;

/** Names of the columns, by version of the document, and the string that stands for a NaN. */
public final class Columns {
    public static final String NAN = "<skyreader.nan>";
    public static final List<String> VERSION_0 = List.of("index", "llh", "E_in", "E_tot");
    public static final List<String> VERSION_1 = List.of("index", "llh", "E_in", "E_tot", "X", "Y", "Z", "T");

    private Columns() {}
}
