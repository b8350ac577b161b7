package org.ewms.mqclient.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.ewms.mqclient.Capabilities;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractTableTest {
    private static final String DOCUMENT =
            "before\n" + ContractTable.BEGIN + "\nold\n" + ContractTable.END + "\nafter\n";

    static Stream<String> scenarios() {
        return Stream.of(BrokerContract.class.getDeclaredClasses())
                .filter(each -> each.isAnnotationPresent(Nested.class))
                .flatMap(each -> Stream.of(each.getSuperclass().getDeclaredMethods()))
                .filter(ContractTableTest::isScenario)
                .map(ContractResults::name);
    }

    private static boolean isScenario(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void the_documented_table_knows_every_scenario(String scenario) throws IOException {
        assertThat(Files.readString(document()))
                .as("run the brokers' tests and then ContractTable, which rewrites docs/brokers.md")
                .contains("| " + scenario + " |");
    }

    @Test
    void no_documented_broker_fails_a_scenario() throws IOException {
        String document = Files.readString(document());
        assertThat(document.substring(document.indexOf(ContractTable.BEGIN), document.indexOf(ContractTable.END)))
                .doesNotContain("✗");
    }

    @Test
    void results_of_several_brokers_become_columns_and_gaps_are_shown(@TempDir Path root) throws IOException {
        write(root, "one", "First", "A publisher\tconfirms\tpassed", "A publisher\tblocks\tfailed");
        write(root, "two", "Second", "A publisher\tconfirms\tpassed", "capability\tcounts exactly\tpassed");
        assertThat(ContractTable.read(root).into(DOCUMENT).lines())
                .containsExactly(
                        "before",
                        ContractTable.BEGIN,
                        "| | First | Second |",
                        "|---|---|---|",
                        "| **The broker itself** | | |",
                        "| counts exactly | – | yes |",
                        "| **A publisher …** | | |",
                        "| blocks | ✗ | – |",
                        "| confirms | ✓ | ✓ |",
                        ContractTable.END,
                        "after");
    }

    @Test
    void without_results_or_a_place_for_them_nothing_is_written(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("mqclient"));
        assertThatIOException().isThrownBy(() -> ContractTable.read(root)).withMessageContaining("no results");
        write(root, "one", "First", "A publisher\tconfirms\tpassed");
        assertThatIOException()
                .isThrownBy(() -> ContractTable.read(root).into("no markers"))
                .withMessageContaining(ContractTable.BEGIN);
    }

    @Test
    void every_capability_is_told() {
        assertThat(Capabilities.class.getRecordComponents())
                .as("those of %s that are not numbers stand in the table", Capabilities.class)
                .filteredOn(each -> each.getType() == boolean.class)
                .hasSize(6);
    }

    private static void write(Path root, String module, String broker, String... lines) throws IOException {
        Path directory = root.resolve("mqclient").resolve(module).resolve(ContractResults.DIRECTORY);
        Files.createDirectories(directory);
        Files.write(directory.resolve(broker + ".tsv"), List.of(lines));
    }

    private static Path document() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("docs").resolve("brokers.md"))) {
            at = Objects.requireNonNull(at.getParent(), "not inside the repository");
        }
        return at.resolve("docs").resolve("brokers.md");
    }
}
