package org.ewms.skymap;

/** Formats of files that hold a sky map or a region of the sky. */
public enum SkyFormat {
    RESULT_JSON("json", "result JSON of a scan"),
    RESULT_NPZ("npz", "result of a scan as NumPy arrays"),
    FLAT_FITS("flat", "flat HEALPix FITS"),
    PARTIAL_FITS("partial", "partial flat HEALPix FITS"),
    MULTI_ORDER_FITS("multiorder", "multi-order HEALPix FITS"),
    MOC_FITS("moc", "MOC FITS"),
    MOC_ASCII("moc-ascii", "MOC as text"),
    MOC_JSON("moc-json", "MOC as JSON");

    private final String key;
    private final String description;

    SkyFormat(String key, String description) {
        this.key = key;
        this.description = description;
    }

    /** Short name, as on command lines. */
    public String key() {
        return key;
    }

    public String description() {
        return description;
    }
}
