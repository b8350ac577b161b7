package org.ewms.skydriver.internal.store;

/**
 * Something that happened to a scan.
 *
 * @param text as it is shown
 */
public record Happening(Kind kind, String text) {
    /** What it means for the scan. */
    public enum Kind {
        /** It goes its way. */
        COURSE,
        /** It waits for something to come back. */
        TROUBLE,
        /** Something is lost for good. */
        ERROR
    }

    /** One that is as it should be. */
    public static Happening course(String text) {
        return new Happening(Kind.COURSE, text);
    }
}
