package org.ewms.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NsideProgressionTest {
    @Test
    void reads_items_separated_by_commas_or_blanks() {
        assertThat(NsideProgression.parse("8:0 64:12,512:24")).isEqualTo(NsideProgression.DEFAULT);
    }

    @Test
    void prints_what_it_reads() {
        assertThat(NsideProgression.parse("1:0,2:12,4:12")).hasToString("1:0,2:12,4:12");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            8              | '8' is not NSIDE:EXTENSION
            7:0            | 7 is not a power of two
            0:0            | 0 is not a power of two
            -8:0           | -8 is not a power of two
            8:1            | the first extension must be 0
            8:0,64:0       | extension of 64 must be at least 1
            64:0,8:12      | 8 after 64; they must ascend
            8:0,8:12       | 8 after 8; they must ascend
            2048:0         | 2048 is too fine here, at most 1024 for the first level
            8:0,1048576:1  | 1048576 is too fine here
            8:0,x:1        | 'x' in 'x:1' is not a whole number
            99999999999:0  | '99999999999' in '99999999999:0' is not a whole number
            """)
    void refuses_what_is_no_progression_and_says_why(String text, String message) {
        assertThatThrownBy(() -> NsideProgression.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nsides")
                .hasMessageContaining(message);
    }
}
