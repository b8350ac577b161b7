package org.ewms.batch.local;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Spares: pilots that are begun before there is a job for them, so that one that is urgent does not wait for a program to start.
 *
 * @param number that wait at a time, ≥ 0
 * @param command of a spare, which works in a directory of its own. It makes itself ready and reads one line from its standard input: the
 *     path of a job's program. Then it makes the file {@value #BEGUN} in its directory and does what that program would, with the
 *     environment that {@link org.ewms.batch.PilotFiles#ENVIRONMENT} beside it sets. When its input ends instead, so does the spare.
 * @param standsInFor whether a job with that command may be done by a spare
 * @param pause between a spare's beginning, or its job's, and the beginning of the next, so that it does not compete with an urgent job
 */
public record WarmPilots(int number, List<String> command, Predicate<List<String>> standsInFor, Duration pause) {
    /** Made by a spare when it takes its job; until then the job can be given to another process. */
    public static final String BEGUN = "begun";

    public WarmPilots {
        command = List.copyOf(command);
        if (number < 0) {
            throw new IllegalArgumentException("the number of warm pilots must be >= 0, is " + number);
        }
        if (number > 0 && command.isEmpty()) {
            throw new IllegalArgumentException("warm pilots need a command that begins one");
        }
        if (pause.isNegative()) {
            throw new IllegalArgumentException("the pause between warm pilots must be >= 0, is " + pause);
        }
    }

    /** Every job begins with a process of its own. */
    public static WarmPilots none() {
        return new WarmPilots(0, List.of(), words -> false, Duration.ZERO);
    }
}
