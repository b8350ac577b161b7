package org.ewms.wms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client in another language that knows the contract alone. */
class IndependentClientIT extends ServiceFixture {
    @Test
    void a_client_written_from_the_description_of_the_python_services_is_served(@TempDir Path directory)
            throws Exception {
        Path script = directory.resolve("contract_client.py");
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("contract_client.py"))) {
            Files.copy(in, script);
        }
        Process process = new ProcessBuilder("/usr/bin/python3", script.toString(), client().base())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("contract holds");
    }
}
