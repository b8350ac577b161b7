package org.ewms.tms.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {
    private static JsonNode text(String value) {
        return JsonNodeFactory.instance.textNode(value);
    }

    @ParameterizedTest
    @CsvSource({
        "512MB, 536870912",
        "1 GB, 1073741824",
        "1.5G, 1610612736",
        "2GiB, 2147483648",
        "4096, 4096",
        "0, 0",
        "10kb, 10240"
    })
    void sizes_are_binary(String written, long bytes) {
        assertThat(ByteSize.of(text(written), "worker_memory")).isEqualTo(bytes);
    }

    @Test
    void what_is_no_size_is_named() {
        assertThatThrownBy(() -> ByteSize.of(text("much"), "worker_memory"))
                .hasMessageContaining("worker_memory 'much'");
        assertThatThrownBy(() -> ByteSize.of(text("999999999999 PB"), "worker_disk"))
                .hasMessageContaining("too large");
    }
}
