package org.ewms.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertsFileTest {
    private static final String WHOLE = """
            listen:
              drop: {folder: in, every: 0.5, settled: 3}
              pole: {queue: alerts, broker: "nats://127.0.0.1:4222"}
              gcn: {kafka: [a.b, c], servers: "127.0.0.1:9092"}
            issuer: {ivorn: ivo://org.example/alerts, contact: Somebody, url: "https://scans.example.org/"}
            sinks:
              hook: {webhook: "https://example.org/hook", token: hook.token, format: voevent}
              files: {folder: out}
            rules:
              - name: none simulated
                when: {simulated: true}
                ignore: true
              - name: bright
                when:
                  stream: [neutrino, heseEventFull]
                  type: HESE
                  numbers: {reco.energy.truncated: {min: 1000}}
                prompt: {reco: spe, nsides: 8:0, clusters: {local: 2}}
                refined: {reco: cascade, nsides: "8:0,64:12", clusters: {local: 2, osg: 5}, priority: 7, mode: classic}
                notify: [hook, files]
                pipeline: Gold Track Alert
            """;

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private AlertsFile read(String yaml) throws IOException {
        Files.writeString(directory.resolve("hook.token"), "secret");
        return AlertsFile.read(Files.writeString(directory.resolve("alerts.yaml"), yaml));
    }

    @Test
    void every_field_of_the_file_is_read() throws IOException {
        AlertsFile file = read(WHOLE);
        assertThat(file.listeners())
                .extracting(ListenerPlan::source)
                .containsExactly("folder drop", "queue alerts", "kafka a.b,c");
        assertThat(file.sinks().get("hook"))
                .isEqualTo(new SinkPlan.Webhook(
                        "hook",
                        SinkPlan.Format.VOEVENT,
                        java.net.URI.create("https://example.org/hook"),
                        directory.resolve("hook.token").toAbsolutePath()));
        assertThat(file.issuer().url()).isEqualTo("https://scans.example.org");
        Rule bright = file.rules().get(1);
        ScanWish prompt = Objects.requireNonNull(bright.prompt());
        ScanWish refined = Objects.requireNonNull(bright.refined());
        assertThat(prompt.nsides()).hasToString("8:0");
        assertThat(prompt.priority()).isEqualTo(150);
        assertThat(refined.priority()).isEqualTo(7);
        assertThat(bright.topology()).isEqualTo("Shower");
        assertThat(bright.sinks()).containsExactly("hook", "files");
    }

    @Test
    void the_first_rule_that_an_alert_meets_is_its_rule() throws IOException {
        AlertsFile file = read(WHOLE);
        Condition.Signs hese = new Condition.Signs(
                List.of("heseEventFull"), "HESE", "", false, Map.of("reco.energy.truncated", 2000.0));
        assertThat(file.rule(hese)).map(Rule::name).contains("bright");
        assertThat(file.rule(new Condition.Signs(hese.streams(), "HESE", "", true, hese.numbers())))
                .map(Rule::name)
                .contains("none simulated");
        assertThat(file.rule(new Condition.Signs(hese.streams(), "HESE", "", false, Map.of())))
                .isEmpty();
    }

    @Test
    void without_a_file_every_alert_is_scanned() {
        Rule rule = AlertsFile.usual()
                .rule(new Condition.Signs(List.of(), "", "", true, Map.of()))
                .orElseThrow();
        assertThat(rule.prompt()).isNotNull();
        assertThat(rule.refined()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nsides: 8:0, | nsides: 8:0;64, | alerts.yaml line 18: rules[1].prompt.nsides cannot be",
                "reco: spe, | | line 18: rules[1].prompt needs the field reco, for instance reco: spe",
                "ignore: true | ignore: maybe | line 12: rules[0].ignore must be true or false, is 'maybe'",
                "ignore: true | prioriti: 3 | line 12: rules[0].prioriti is unknown; known here: name, when",
                "[hook, files] | [hock] | line 20: rules[1].notify names the sink 'hock', which is not under sinks",
                "folder: out | folder: out, queue: q | line 8: sinks.files must have exactly one of the fields",
                "hook.token | other.token | line 7: sinks.hook.token must name a file that can be read",
                "https://example.org/hook | https://me:pass@example.org | line 7: sinks.hook.webhook cannot be",
                "min: 1000 | min: 5, max: 1 | line 17: rules[1].when.numbers.reco.energy.truncated has a min of 5.0 above",
                "Gold Track Alert | Golden | line 21: rules[1].pipeline must be one of Gold Track Alert",
                "none simulated | bright | has the name 'bright' of a rule before",
                "rules: | rules: [ | alerts.yaml line 9: no YAML",
                "every: 0.5 | every: 0 | line 2: listen.drop.every must be above 0",
                "clusters: {local: 2}} | clusters: {local: none}} | line 18: rules[1].prompt.clusters.local must be a whole number"
            })
    void what_is_wrong_is_named_with_its_line_and_field(String right, String wrong, String expected) {
        String yaml = WHOLE.replaceFirst(java.util.regex.Pattern.quote(right), wrong == null ? "" : wrong);
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected);
    }
}
