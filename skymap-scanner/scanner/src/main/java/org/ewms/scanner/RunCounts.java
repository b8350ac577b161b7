package org.ewms.scanner;

/**
 * Tallies of one run of a scan; a resumed scan has had several runs.
 *
 * @param fits accepted
 * @param sent to pilots, attempts after failures included
 * @param duplicates fits that came more than once
 * @param strays messages or fits that did not belong to the scan
 * @param retries fits sent again after a failed attempt
 * @param abandoned fits given up
 * @param recoSeconds time pilots spent on fits
 */
public record RunCounts(
        long fits, long sent, long duplicates, long strays, long retries, long abandoned, double recoSeconds) {
    static final RunCounts NONE = new RunCounts(0, 0, 0, 0, 0, 0, 0);
}
