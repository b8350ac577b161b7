package org.ewms.workflow;

import java.util.Map;

/**
 * What a TMS last said of a taskforce's jobs.
 *
 * @param compoundStatuses job status to pilot status to number of jobs; {@code "null"} stands for "not known yet"
 * @param topTaskErrors error text to how often it was seen
 */
public record Progress(Map<String, Map<String, Long>> compoundStatuses, Map<String, Long> topTaskErrors) {
    public static final Progress NONE = new Progress(Map.of(), Map.of());

    public Progress {
        compoundStatuses = Map.copyOf(compoundStatuses);
        topTaskErrors = Map.copyOf(topTaskErrors);
    }
}
