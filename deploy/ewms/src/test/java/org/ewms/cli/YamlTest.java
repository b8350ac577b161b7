package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class YamlTest {
    private static String yaml(String json) throws Exception {
        JsonNode node = JsonMapper.builder().build().readTree(json);
        return Yaml.of(node);
    }

    @Test
    void what_is_in_something_is_indented() throws Exception {
        assertThat(yaml("{\"a\": {\"b\": [1, {\"c\": true, \"d\": []}]}, \"e\": {}}"))
                .isEqualTo("""
                a:
                  b:
                    - 1
                    -
                      c: true
                      d: []
                e: {}
                """);
    }

    @Test
    void texts_that_look_like_something_else_are_quoted() throws Exception {
        assertThat(yaml("[\"WF-1\", \"no\", \"1e3\", \"2026-01-01\", \"a: b\", \"\", \"NULL\", \"two\\nlines\", null]"))
                .isEqualTo("""
                - WF-1
                - "no"
                - "1e3"
                - "2026-01-01"
                - "a: b"
                - ""
                - "NULL"
                - "two\\nlines"
                - null
                """);
    }

    @Test
    void a_value_alone_is_a_line() throws Exception {
        assertThat(yaml("\"text\"")).isEqualTo("text\n");
        assertThat(yaml("[]")).isEqualTo("[]\n");
    }
}
