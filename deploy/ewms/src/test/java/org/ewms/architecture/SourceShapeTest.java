package org.ewms.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Small files that end. */
class SourceShapeTest {
    private static final int LONGEST = 500;
    private static final int MEDIAN = 100;

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("ewms")) || !Files.exists(at.resolve("healpix"))) {
            at = java.util.Objects.requireNonNull(at.getParent(), "not inside the repository");
        }
        return at;
    }

    private static List<Path> sources(String part) throws IOException {
        try (Stream<Path> files = Files.walk(root())) {
            return files.filter(
                            f -> f.toString().endsWith(".java") && f.toString().contains(part))
                    .filter(f -> !f.toString().contains("/target/"))
                    .toList();
        }
    }

    private static int lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return (int) lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void no_source_file_is_longer_than_anyone_reads() throws IOException {
        assertThat(sources("/src/")).allSatisfy(file -> assertThat(lines(file)).isLessThanOrEqualTo(LONGEST));
    }

    @Test
    void half_of_the_classes_fit_on_a_page_or_two() throws IOException {
        int[] lines = sources("/src/main/").stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .mapToInt(SourceShapeTest::lines)
                .sorted()
                .toArray();
        assertThat(lines[lines.length / 2]).isLessThan(MEDIAN);
    }

    @Test
    void nothing_is_left_for_later() throws IOException {
        assertThat(sources("/src/main/"))
                .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain("TODO", "FIXME", "XXX"));
    }
}
