package org.ewms.skymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    @TempDir
    private Path dir;

    private Catalogue read(String text) throws IOException {
        return Catalogue.read(Files.writeString(dir.resolve("sources.csv"), text));
    }

    @Test
    void headings_comments_quotes_and_further_columns_are_understood() throws IOException {
        Catalogue catalogue =
                read("name,ra,dec,flux\n# bright ones\n\"TXS 0506+056, core\", 77.36 ,5.69,1\n\nCrab,83.63,22.01\n");
        assertThat(catalogue.sources())
                .containsExactly(
                        new Catalogue.Source("TXS 0506+056, core", new SkyPosition(77.36, 5.69)),
                        new Catalogue.Source("Crab", new SkyPosition(83.63, 22.01)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Crab,83.6            | line 2 | not name,ra,dec
            Crab,5h34m,22        | line 2 | ra is "5h34m"
            Crab,83.6,122        | line 2 | declination 122
            Crab,-3,12           | line 2 | right ascension -3
            """)
    void a_line_that_is_no_source_is_named(String line, String where, String complaint) {
        assertThatThrownBy(() -> read("name,ra,dec\n" + line + "\n"))
                .isInstanceOf(SkymapException.class)
                .hasMessageContaining("sources.csv " + where)
                .hasMessageContaining(complaint);
    }
}
