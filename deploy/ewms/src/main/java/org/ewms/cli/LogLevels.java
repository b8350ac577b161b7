package org.ewms.cli;

import ch.qos.logback.classic.Level;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much is logged: by the variables of the Python programs, in their words, unless ours say otherwise. */
final class LogLevels {
    static final String OURS = "org.ewms";
    static final String OTHERS = Logger.ROOT_LOGGER_NAME;

    private LogLevels() {}

    /** Of a pilot: INFO. */
    static void ofPilot(Map<String, String> environment) {
        if (!environment.containsKey("EWMS_LOG")) {
            set(OURS, environment.getOrDefault("EWMS_PILOT_CL_LOG", "INFO"));
        }
        if (!environment.containsKey("EWMS_LOG_OTHERS")) {
            set(OTHERS, environment.getOrDefault("EWMS_PILOT_CL_LOG_THIRD_PARTY", "OFF"));
        }
    }

    /** Of a TMS: nothing is changed that no variable names. */
    static void ofTms(Map<String, String> environment) {
        if (!environment.containsKey("EWMS_LOG") && environment.containsKey("LOG_LEVEL")) {
            set(OURS, environment.getOrDefault("LOG_LEVEL", ""));
        }
        if (!environment.containsKey("EWMS_LOG_OTHERS") && environment.containsKey("LOG_LEVEL_THIRD_PARTY")) {
            set(OTHERS, environment.getOrDefault("LOG_LEVEL_THIRD_PARTY", ""));
        }
    }

    private static void set(String logger, String name) {
        String level = name.strip().toUpperCase(Locale.ROOT);
        set(
                logger,
                Level.toLevel(
                        level.equals("WARNING") ? "WARN" : level.equals("CRITICAL") ? "ERROR" : level, Level.INFO));
    }

    /** Sets it; returns the one before. */
    static Level set(String logger, Level level) {
        if (LoggerFactory.getLogger(logger) instanceof ch.qos.logback.classic.Logger known) {
            Level before = known.getEffectiveLevel();
            known.setLevel(level);
            return before;
        }
        return level;
    }
}
