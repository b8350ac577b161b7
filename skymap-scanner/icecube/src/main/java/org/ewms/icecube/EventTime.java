package org.ewms.icecube;

import java.time.LocalDate;
import java.time.Year;
import java.util.Set;

/**
 * {@code I3Time}: a moment in UTC with the detector's resolution.
 *
 * @param year of the Gregorian calendar
 * @param tenthsOfNanoseconds since January 1, 00:00 of that year; leap seconds inside the year are counted
 */
public record EventTime(int year, long tenthsOfNanoseconds) {
    private static final long PER_SECOND = 10_000_000_000L;
    private static final int SECONDS_PER_DAY = 86_400;
    /** Years with a leap second at the end of June. (One at the end of December is the year's last second.) */
    private static final Set<Integer> LEAP_IN_JUNE =
            Set.of(1972, 1981, 1982, 1983, 1985, 1992, 1993, 1994, 1997, 2012, 2015);

    private static final int DAYS_TO_JULY = 181;
    private static final int MJD_OF_1970 = 40_587;

    /**
     * The moment of a modified Julian date, to the microsecond such a number can hold.
     *
     * @param mjd days, UTC
     */
    public static EventTime ofMjd(double mjd) {
        long day = (long) Math.floor(mjd);
        int year = LocalDate.ofEpochDay(day - MJD_OF_1970).getYear();
        long dayOfYear = day - mjdOfNewYear(year);
        long inDay = Math.round((mjd - day) * SECONDS_PER_DAY * 1e6) * (PER_SECOND / 1_000_000);
        long leap = LEAP_IN_JUNE.contains(year) && dayOfYear >= daysToJuly(year) ? 1 : 0;
        return new EventTime(year, (dayOfYear * SECONDS_PER_DAY + leap) * PER_SECOND + inDay);
    }

    /** The modified Julian date, UTC, days. A leap second itself is given the time of the second after it. */
    public double mjd() {
        long seconds = Math.floorDiv(tenthsOfNanoseconds, PER_SECOND);
        double fraction = Math.floorMod(tenthsOfNanoseconds, PER_SECOND) / (double) PER_SECOND;
        if (LEAP_IN_JUNE.contains(year) && seconds >= (long) daysToJuly(year) * SECONDS_PER_DAY + 1) {
            seconds--;
        }
        long days = Math.floorDiv(seconds, (long) SECONDS_PER_DAY);
        long inDay = Math.floorMod(seconds, (long) SECONDS_PER_DAY);
        return mjdOfNewYear(year) + days + (inDay + fraction) / SECONDS_PER_DAY;
    }

    private static int daysToJuly(int year) {
        return DAYS_TO_JULY + (Year.isLeap(year) ? 1 : 0);
    }

    private static long mjdOfNewYear(int year) {
        return LocalDate.of(year, 1, 1).toEpochDay() + MJD_OF_1970;
    }
}
