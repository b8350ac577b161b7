package org.ewms.pilot.internal.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.pilot.internal.environment.PilotSettings.Payloads;
import org.ewms.pilot.internal.environment.PilotSettings.Runner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PilotSettingsTest {
    private static final Map<String, String> LEAST = Map.of(
            "EWMS_PILOT_TASK_IMAGE", "image",
            "EWMS_PILOT_QUEUE_INCOMING", "in",
            "EWMS_PILOT_QUEUE_INCOMING_BROKER_TYPE", "rabbitmq",
            "EWMS_PILOT_QUEUE_OUTGOING", "out",
            "EWMS_PILOT_QUEUE_OUTGOING_BROKER_TYPE", "rabbitmq");

    private static PilotSettings with(String... namesAndValues) {
        Map<String, String> all = new HashMap<>(LEAST);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return PilotSettings.of(all);
    }

    @Test
    void the_defaults_are_the_originals() {
        PilotSettings settings = with();
        assertThat(settings.runner()).isEqualTo(Runner.CONTAINER);
        assertThat(settings.payloads()).isEqualTo(Payloads.MQCLIENT);
        assertThat(settings.slots()).isEqualTo(1);
        assertThat(settings.prefetch()).isEqualTo(1);
        assertThat(settings.times().idle()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.times().firstIdle()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.errors().stop()).isTrue();
        assertThat(settings.files().inSuffix()).isEqualTo(".in");
        assertThat(settings.files().outSuffix()).isEqualTo(".out");
        assertThat(settings.engine().platform()).isEqualTo("docker");
        assertThat(settings.task().timeout()).isEmpty();
        assertThat(settings.init()).isEmpty();
    }

    @Test
    void the_first_event_is_waited_for_as_long_as_the_others_unless_said_otherwise() {
        assertThat(with("EWMS_PILOT_TIMEOUT_QUEUE_INCOMING", "7").times().firstIdle())
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(with("EWMS_PILOT_TIMEOUT_QUEUE_WAIT_FOR_FIRST_MESSAGE", "9")
                        .times()
                        .firstIdle())
                .isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void no_task_at_a_time_means_one() {
        assertThat(with("EWMS_PILOT_MAX_CONCURRENT_TASKS", "0").slots()).isEqualTo(1);
        assertThat(with("EWMS_PILOT_MAX_CONCURRENT_TASKS", "-3").slots()).isEqualTo(1);
    }

    @Test
    void the_old_name_of_the_task_timeout_holds_unless_the_new_one_is_given() {
        assertThat(with("EWMS_PILOT_SUBPROC_TIMEOUT", "5").task().timeout()).contains(Duration.ofSeconds(5));
        assertThat(with("EWMS_PILOT_SUBPROC_TIMEOUT", "5", "EWMS_PILOT_TASK_TIMEOUT", "6")
                        .task()
                        .timeout())
                .contains(Duration.ofSeconds(6));
    }

    @Test
    void several_queues_have_one_broker_or_one_each() {
        PilotSettings settings = with(
                "EWMS_PILOT_QUEUE_INCOMING", "a;b",
                "EWMS_PILOT_QUEUE_INCOMING_BROKER_ADDRESS", "one;two:1",
                "EWMS_PILOT_QUEUE_INCOMING_AUTH_TOKEN", "s3cret");
        assertThat(settings.inputs()).extracting(MqProfile::queue).containsExactly("a", "b");
        assertThat(settings.inputs())
                .extracting(MqProfile::uri)
                .containsExactly("amqp://one?declare=mqclient", "amqp://two:1?declare=mqclient");
        assertThat(settings.inputs()).extracting(MqProfile::secret).containsOnly(Optional.of("s3cret"));
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void arguments_and_environments_are_taken_apart() {
        PilotSettings settings = with(
                "EWMS_PILOT_TASK_ARGS", "run 'a b' \"c\\\"d\" e\\ f ''",
                "EWMS_PILOT_TASK_ENV_JSON", "{\"A\": \"x\", \"B\": 5}");
        assertThat(settings.task().arguments()).containsExactly("run", "a b", "c\"d", "e f", "");
        assertThat(settings.task().environment()).isEqualTo(Map.of("A", "x", "B", "5"));
    }

    @Test
    void without_queues_or_image_it_says_what_the_original_says() {
        assertThatThrownBy(() -> with("EWMS_PILOT_QUEUE_OUTGOING", ""))
                .hasMessage("Incoming and/or outgoing queues were not provided.");
        assertThatThrownBy(() -> with("EWMS_PILOT_TASK_IMAGE", " ")).hasMessage("Task image was not provided.");
    }

    @ParameterizedTest
    @CsvSource({
        "EWMS_PILOT_PREFETCH, 0, EWMS_PILOT_PREFETCH must be a whole number of at least 1",
        "EWMS_PILOT_TASK_TIMEOUT, soon, EWMS_PILOT_TASK_TIMEOUT must be a whole number of at least 1",
        "EWMS_PILOT_HTCHIRP, perhaps, EWMS_PILOT_HTCHIRP must be true or false",
        "EWMS_PILOT_HTCHIRP_DEST, MOON, Invalid EWMS_PILOT_HTCHIRP_DEST: MOON",
        "EWMS_PILOT_RUNNER, magic, 'EWMS_PILOT_RUNNER must be one of [container, command, resident, files, resident_files, builtin]'",
        "_EWMS_PILOT_CONTAINER_PLATFORM, lxc, '''_EWMS_PILOT_CONTAINER_PLATFORM'' is not a supported value: lxc'",
        "EWMS_PILOT_TASK_ENV_JSON, [], EWMS_PILOT_TASK_ENV_JSON: container's env must be a string-dictionary of strings or ints",
        "EWMS_PILOT_TASK_ENV_JSON, '{\"A\": [1]}', EWMS_PILOT_TASK_ENV_JSON: Invalid environment variable value (not str or int): that of A",
        "EWMS_PILOT_TASK_ENV_JSON, '{\"A-B\": 1}', EWMS_PILOT_TASK_ENV_JSON: Invalid environment variable name: A-B",
        "EWMS_PILOT_QUEUE_INCOMING_BROKER_TYPE, kafka, 'Unknown broker client: kafka; known are rabbitmq, nats, pulsar, embedded'",
    })
    void what_is_wrong_is_named(String name, String value, String message) {
        assertThatThrownBy(() -> with(name, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void quarantine_and_going_on_after_failures_exclude_each_other() {
        assertThatThrownBy(() ->
                        with("EWMS_PILOT_QUARANTINE_TIME", "5", "EWMS_PILOT_STOP_LISTENING_ON_TASK_ERROR", "false"))
                .hasMessageStartingWith("Cannot define 'EWMS_PILOT_QUARANTINE_TIME' while");
    }

    @ParameterizedTest
    @CsvSource({
        "rabbitmq, user@host:5/v/h, amqp://host:5/v%2Fh?declare=mqclient, user, t",
        "rabbitmq, user:pass@host, amqp://host?declare=mqclient, user, t",
        "rabbitmq, amqps://host, amqps://host?declare=mqclient, , t",
        "nats, host:4222, nats://host:4222?declare=mqclient, , t",
        "pulsar, pulsar://host, pulsar://host, , t",
        "pulsar, host:7/physics/scans?admin=http://host:80, pulsar://host:7/physics/scans?admin=http://host:80, , t",
        "rabbitmq, host?heartbeat=5, amqp://host?declare=mqclient&heartbeat=5, , t",
        "embedded, 127.0.0.1:5, ewms://127.0.0.1:5, , t",
    })
    void addresses_become_uris_without_secrets(String type, String address, String uri, String user, String token) {
        MqProfile profile = MqProfile.of("q", type, address, Optional.of(token), Optional.empty());
        assertThat(profile.uri()).isEqualTo(uri);
        assertThat(profile.user()).isEqualTo(Optional.ofNullable(user));
        assertThat(profile.secret()).contains("t");
    }

    @Test
    void a_password_in_the_address_is_used_without_a_token_and_a_user_without_secret_is_refused() {
        assertThat(MqProfile.of("q", "rabbitmq", "u:pw@h", Optional.empty(), Optional.empty())
                        .secret())
                .contains("pw");
        assertThatThrownBy(() -> MqProfile.of("q", "rabbitmq", "u@h", Optional.empty(), Optional.empty()))
                .hasMessageContaining("no token or password");
    }

    @Test
    void quotations_must_end() {
        assertThatThrownBy(() -> ArgumentVector.split("a 'b")).hasMessage("No closing quotation in the arguments");
        assertThat(ArgumentVector.split("  \n")).isEqualTo(List.of());
    }
}
