package org.ewms.batch.htcondor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.ewms.batch.CommandLineTools;

/**
 * One submit host.
 *
 * @param tools its commands
 * @param eventLogs directory of the job event logs; made if missing
 * @param requirements of this site on every machine, a ClassAd expression; blank for none
 * @param directives further lines of the submit description, by name; they win over those that come from the request
 * @param audit how long what the event logs say is believed without asking the queue
 * @param evictSlowerThan a pilot with which tasks take so many times longer than with others is begun anew elsewhere; 0 for never
 */
public record HtcondorOptions(
        CommandLineTools tools,
        Path eventLogs,
        String requirements,
        Map<String, String> directives,
        Duration audit,
        double evictSlowerThan) {
    private static final double SLOW = 5;
    private static final Pattern NAME = Pattern.compile("[+]?[A-Za-z_][A-Za-z0-9_.]*");

    public HtcondorOptions {
        eventLogs = eventLogs.toAbsolutePath().normalize();
        directives = Map.copyOf(new TreeMap<>(directives));
        if (eventLogs.toString().chars().anyMatch(c -> c < ' ' || c == '$')) {
            throw new IllegalArgumentException("the directory of event logs must be a plain path, is " + eventLogs);
        }
        if (evictSlowerThan != 0 && !(evictSlowerThan > 1)) {
            throw new IllegalArgumentException(
                    "evict_slower_than must be above 1, or 0 for never, is " + evictSlowerThan);
        }
        directives.forEach((name, value) -> {
            if (!NAME.matcher(name).matches() || name.equalsIgnoreCase("queue") || value.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("directive '" + name
                        + "' must be the name of a submit command or +Attribute, and its value one line");
            }
        });
    }

    /** Commands from {@code PATH}, no requirements, an audit each minute, pilots evicted that are five times slower. */
    public static HtcondorOptions logsIn(Path eventLogs) {
        return new HtcondorOptions(CommandLineTools.defaults(), eventLogs, "", Map.of(), Duration.ofSeconds(60), SLOW);
    }

    public HtcondorOptions withTools(CommandLineTools other) {
        return new HtcondorOptions(other, eventLogs, requirements, directives, audit, evictSlowerThan);
    }

    public HtcondorOptions withRequirements(String other) {
        return new HtcondorOptions(tools, eventLogs, other, directives, audit, evictSlowerThan);
    }

    public HtcondorOptions withDirectives(Map<String, String> other) {
        return new HtcondorOptions(tools, eventLogs, requirements, other, audit, evictSlowerThan);
    }

    public HtcondorOptions withAudit(Duration other) {
        return new HtcondorOptions(tools, eventLogs, requirements, directives, other, evictSlowerThan);
    }

    public HtcondorOptions withEvictSlowerThan(double other) {
        return new HtcondorOptions(tools, eventLogs, requirements, directives, audit, other);
    }
}
