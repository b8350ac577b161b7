package org.ewms.wms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parity row 20: every environment variable and its default. */
class WmsOptionsTest {
    @Test
    void with_nothing_set_it_runs_by_itself_on_this_machine() {
        WmsOptions options = WmsOptions.from(Map.of());
        assertThat(options.restHost()).isEqualTo("127.0.0.1");
        assertThat(options.restPort()).isEqualTo(8080);
        assertThat(options.mongo()).isNull();
        assertThat(options.queueService()).isNull();
        assertThat(options.openId()).isNull();
        assertThat(options.ci()).isFalse();
        assertThat(options.queryBytes()).isEqualTo(10_485_760);
        assertThat(options.retries()).isEqualTo(2);
        assertThat(options.tokens().life()).isEqualTo(Duration.ofDays(1));
        assertThat(options.tokens().user()).isEqualTo("user");
        assertThat(options.tokens().issuer()).isEqualTo("http://127.0.0.1:8080/mqbroker-issuer");
    }

    @Test
    void everything_can_be_set_as_for_the_python_services() {
        Map<String, String> environment = new HashMap<>();
        environment.put("REST_HOST", "0.0.0.0");
        environment.put("REST_PORT", "9000");
        environment.put("MONGODB_HOST", "db");
        environment.put("MONGODB_PORT", "27018");
        environment.put("MONGODB_AUTH_USER", "me");
        environment.put("MONGODB_AUTH_PASS", "hush1");
        environment.put("MQS_ADDRESS", "https://mqs.example");
        environment.put("MQS_TOKEN_URL", "https://id.example/token");
        environment.put("MQS_CLIENT_ID", "wms");
        environment.put("MQS_CLIENT_SECRET", "hush2");
        environment.put("AUTH_OPENID_URL", "https://id.example");
        environment.put("AUTH_AUDIENCE", "ewms");
        environment.put("USER_QUERY_MAX_BYTES", "1000");
        environment.put("TMS_ACTION_RETRIES", "5");
        environment.put("CVMFS_PILOT_SINGULARITY_IMAGES_DIR", "/cvmfs/images");
        environment.put("EWMS_OPENAPI_FILE", "/etc/openapi.json");
        environment.put("HERE_URL", "https://ewms.example/");
        environment.put("BROKER_URL", "rabbit.example");
        environment.put("BROKER_TYPE", "rabbitmq");
        environment.put("BROKER_QUEUE_USERNAME", "queue-user");
        environment.put("BROKER_QUEUE_AUTH_PUBLIC_KEY_FILE", "/keys/public");
        environment.put("BROKER_QUEUE_AUTH_PRIVATE_KEY_FILE", "/keys/private");
        environment.put("BROKER_QUEUE_AUTH_TOKEN_EXP", "60");
        environment.put("BROKER_RESOURCE_SERVER_ID", "id");
        environment.put("BROKER_RESOURCE_SERVER_TYPE", "type");
        WmsOptions options = WmsOptions.from(environment);
        assertThat(options.restPort()).isEqualTo(9000);
        assertThat(options.mongo()).hasToString("db:27018");
        assertThat(options.queueService()).isEqualTo(URI.create("https://mqs.example"));
        assertThat(Objects.requireNonNull(options.queueServiceLogin()).clientId())
                .isEqualTo("wms");
        assertThat(options.openId()).isEqualTo(URI.create("https://id.example"));
        assertThat(options.audience()).isEqualTo("ewms");
        assertThat(options.queryBytes()).isEqualTo(1000);
        assertThat(options.retries()).isEqualTo(5);
        assertThat(options.pilotImages()).isEqualTo(Path.of("/cvmfs/images"));
        assertThat(options.openApiFile()).isEqualTo(Path.of("/etc/openapi.json"));
        assertThat(Objects.requireNonNull(options.broker()).user()).isEqualTo("queue-user");
        assertThat(Objects.requireNonNull(options.keys()).publicKey()).isEqualTo(Path.of("/keys/public"));
        assertThat(options.tokens().issuer()).isEqualTo("https://ewms.example/mqbroker-issuer");
        assertThat(options.tokens().life()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.toString()).doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080,",
        "http://127.0.0.1:8080/,",
        "localhost:8080,",
        "http://localhost:8081,http://localhost:8081",
        "http://mqs:8080,http://mqs:8080"
    })
    void the_queue_service_is_our_own_unless_its_address_is_another(String address, URI foreign) {
        assertThat(WmsOptions.from(Map.of("MQS_ADDRESS", address)).queueService())
                .isEqualTo(foreign);
    }

    @ParameterizedTest
    @CsvSource({
        "REST_PORT,many",
        "REST_PORT,70000",
        "MONGODB_PORT,-1",
        "TMS_ACTION_RETRIES,-1",
        "USER_QUERY_MAX_BYTES,0",
        "BROKER_QUEUE_AUTH_TOKEN_EXP,0"
    })
    void a_wrong_value_is_named(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WmsOptions.from(Map.of(name, value)))
                .withMessageContainingAll(name, value);
    }

    @Test
    void what_belongs_together_must_be_set_together() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WmsOptions.from(Map.of("BROKER_URL", "x")))
                .withMessageContaining("BROKER_TYPE");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WmsOptions.from(Map.of("MQS_TOKEN_URL", "http://x")))
                .withMessageContaining("MQS_CLIENT_ID");
    }
}
