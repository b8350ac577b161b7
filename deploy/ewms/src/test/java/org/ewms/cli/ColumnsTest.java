package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ColumnsTest {
    @Test
    void each_column_is_as_wide_as_its_widest_cell_and_no_line_ends_in_blanks() {
        assertThat(new Columns("ID", "N").row("long-one", 1).row("b", "").lines())
                .containsExactly("ID        N", "long-one  1", "b");
    }

    @Test
    void a_row_that_does_not_fit_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Columns("A").row(1, 2));
    }
}
