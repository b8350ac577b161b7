package org.ewms.tms;

import java.time.Duration;

/**
 * When old job event logs and directories of taskforces are compressed and deleted. All but the first are counted from the last change of the file, or of anything in the
 * directory.
 *
 * @param every between two rounds
 * @param logs after which a log is compressed if no taskforce that is in it goes on
 * @param logsAtLatest after which a log is compressed in any case
 * @param logArchives after which a compressed log is deleted
 * @param directories after which the directory of a taskforce that is over becomes an archive
 * @param directoryArchives after which such an archive is deleted
 */
public record UpkeepTimes(
        Duration every,
        Duration logs,
        Duration logsAtLatest,
        Duration logArchives,
        Duration directories,
        Duration directoryArchives) {
    public UpkeepTimes {
        if (!every.isPositive()) {
            throw new IllegalArgumentException("the time between two rounds of upkeep must be longer than nothing");
        }
        if (logsAtLatest.compareTo(logs) < 0) {
            throw new IllegalArgumentException("logs cannot be compressed in any case after " + logsAtLatest.toSeconds()
                    + " s and, when no longer needed, only after " + logs.toSeconds() + " s");
        }
    }

    /** Hourly; logs after a day, a week at latest, and a week more; directories after five days, and five days more. */
    public static UpkeepTimes defaults() {
        return new UpkeepTimes(
                Duration.ofHours(1),
                Duration.ofDays(1),
                Duration.ofDays(7),
                Duration.ofDays(7),
                Duration.ofDays(5),
                Duration.ofDays(5));
    }
}
