package org.ewms.skymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultJsonTest {
    private static final String GOOD = """
            {
            "nside-1":{"columns":["index","llh","E_in","E_tot","X","Y","Z","T"],"metadata":{"nside":1,"complete":true,\
            "run_id":138632,"event_id":31747601,"event_type":"neutrino","mjd":60280.5,"is_real_event":true,"version":1},\
            "data":[[2,496.5,1.0,2.0,-3.5,4.0,5.0,10000.25]
            ,[7,"<skyreader.nan>","<skyreader.nan>",2.0,-3.5,4.0,5.0,1.0E-5]
            ]}
            }
            """;

    private static ScanResult read(String text) {
        return ResultJson.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String write(ScanResult result) {
        var out = new ByteArrayOutputStream();
        ResultJson.write(result, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_document_read_and_written_again_has_the_same_bytes() {
        assertThat(write(read(GOOD))).isEqualTo(GOOD);
    }

    @Test
    void reads_metadata_and_turns_the_sentinel_into_nan() {
        ScanResult result = read(GOOD);
        assertThat(result.event()).isEqualTo(new EventMetadata(138632, 31747601, "neutrino", 60280.5, true));
        assertThat(result.complete()).isTrue();
        assertThat(result.table(1).llh()).containsExactly(496.5, Double.NaN);
        assertThat(result.table(1).pixel()).containsExactly(2, 7);
    }

    @Test
    void sorts_the_rows_and_reads_a_bare_nan() {
        String unsorted = GOOD.replace("[2,496.5,", "[9,NaN,");
        assertThat(read(unsorted).table(1).pixel()).containsExactly(7, 9);
    }

    @Test
    void reads_version_zero_with_its_four_columns() {
        ScanResult result = read("""
                {"nside-2":{"columns":["index","llh","E_in","E_tot"],"metadata":{"nside":2},"data":[[0,1.5,2,3]]}}""");
        assertThat(result.table(2).eTot()).containsExactly(3);
        assertThat(result.table(2).t()).containsExactly(Double.NaN);
    }

    @Test
    void a_partial_scan_says_so() {
        assertThat(read(GOOD.replace("\"complete\":true", "\"complete\":false")).complete())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nside-1        | nside-3        | power of two
            "nside":1      | "nside":2      | should be 1
            "version":1    | "version":2    | versions 0 and 1
            "Z","T"        | "T","Z"        | columns
            "columns"      | "colums"       | only columns, metadata and data
            [7,            | [12,           | outside 0 … 11
            [7,            | [2,            | comes twice
            [7,            | [-1,           | outside
            [7,            | [7.5,          | not an integer
            496.5,         | "x",           | not a number
            1.0E-5]        | 1.0E-5,1]      | more than 8
            1.0E-5]        | ]              | not a scan result
            ,1.0E-5]       | ]              | has 7 values
            138632         | 1386320000000  | 32-bit
            ]}             | ]              | not a scan result
            """)
    void names_what_is_wrong(String part, String instead, String complaint) {
        assertThat(GOOD).contains(part);
        assertThatThrownBy(() -> read(GOOD.replace(part, instead)))
                .isInstanceOf(SkymapException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void any_document_cut_short_is_refused() {
        for (int length = 0; length < GOOD.strip().length(); length++) {
            String cut = GOOD.substring(0, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(SkymapException.class);
        }
    }

    @Test
    void a_result_without_pixels_has_no_name() {
        var none = new ScanResult(new EventMetadata(1, 2, "x", 0, false), new TreeMap<>(), false);
        assertThatThrownBy(() -> ResultJson.fileName(none)).isInstanceOf(SkymapException.class);
    }
}
