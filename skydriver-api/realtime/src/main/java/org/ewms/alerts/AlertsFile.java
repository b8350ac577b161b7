package org.ewms.alerts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ewms.alerts.internal.rules.AlertsFileReader;

/**
 * Listeners, rules and sinks, as a YAML file has them; {@code docs/alerts.md} has an example with every field.
 *
 * @param rules the first whose condition an alert meets is applied to it
 * @param sinks by name
 */
public record AlertsFile(List<ListenerPlan> listeners, List<Rule> rules, Map<String, SinkPlan> sinks, Issuer issuer) {
    private static final String USUAL = "usual-alerts.yaml";

    public AlertsFile {
        listeners = List.copyOf(listeners);
        rules = List.copyOf(rules);
        sinks = Map.copyOf(sinks);
    }

    /**
     * Reads one; paths in it are relative to its directory.
     *
     * @throws IllegalArgumentException naming line and field of what is wrong, and what would be right
     */
    public static AlertsFile read(Path file) {
        Path home = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
        try {
            return AlertsFileReader.read(String.valueOf(file.getFileName()), Files.readString(file), home);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the alerts file " + file + ": " + e, e);
        }
    }

    /** What holds where there is no file: every alert is scanned, promptly and then in full, by workers of this machine. */
    public static AlertsFile usual() {
        try (InputStream in = Objects.requireNonNull(AlertsFile.class.getResourceAsStream(USUAL), USUAL)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return AlertsFileReader.read(USUAL, text, Path.of("").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rule for such an alert; empty when there is none. */
    public Optional<Rule> rule(Condition.Signs alert) {
        return rules.stream().filter(each -> each.when().met(alert)).findFirst();
    }
}
