package org.ewms.workflow;

import java.util.List;
import java.util.Map;

/**
 * The pilot that a taskforce's workers start.
 *
 * @param tag version of the pilot image
 * @param imageSource where images come from, {@code cvmfs}
 * @param environment name to string, integer or list of strings
 * @param inputFiles sent along with the pilot
 */
public record PilotConfig(String tag, String imageSource, Map<String, Object> environment, List<String> inputFiles) {
    public PilotConfig {
        environment = Map.copyOf(environment);
        inputFiles = List.copyOf(inputFiles);
    }
}
