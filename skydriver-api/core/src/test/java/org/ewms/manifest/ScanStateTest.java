package org.ewms.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScanStateTest {
    private static final List<String> ENDS = new ArrayList<>();

    static {
        ENDS.add(null);
        ENDS.add("ABORTED");
        ENDS.add("FINISHED");
    }

    /** Every combination of what may be known. */
    static Stream<ScanState.Signs> everything() {
        List<ScanState.Signs> all = new ArrayList<>();
        for (boolean result : new boolean[] {false, true}) {
            for (ScanState.Workflow workflow : ScanState.Workflow.values()) {
                for (ScanState.Report report : ScanState.Report.values()) {
                    for (String end : ENDS) {
                        for (boolean stopped : new boolean[] {false, true}) {
                            all.add(new ScanState.Signs(result, workflow, report, end, stopped));
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    /** The table of the original, written down once more, by row. */
    private static String expected(ScanState.Signs signs) {
        if (signs.finalResult()) {
            return "SCAN_HAS_FINAL_RESULT";
        }
        String[] row = switch (signs.workflow()) {
            case NOT_YET, BEFORE_WORKFLOWS -> new String[] {"PENDING", "PRESTARTUP"};
            case REQUESTED, BEFORE_WORKFLOWS_STARTED ->
                switch (signs.report()) {
                    case NONE -> new String[] {"PENDING", "WAITING_ON_SCANNER_SERVER_STARTUP"};
                    case WITHOUT_RATE -> new String[] {"IN_PROGRESS", "WAITING_ON_FIRST_PIXEL_RECO"};
                    case WITH_RATE -> new String[] {"IN_PROGRESS", "PARTIAL_RESULT_GENERATED"};
                };
        };
        boolean old = signs.workflow().name().startsWith("BEFORE");
        String first = old
                ? (signs.stopped() ? "STOPPED" : row[0])
                : signs.deactivated() == null ? row[0] : signs.deactivated();
        return first + "__" + row[1];
    }

    @ParameterizedTest
    @MethodSource("everything")
    void every_combination_of_signs_has_the_state_of_the_table(ScanState.Signs signs) {
        assertThat(ScanState.of(signs)).isEqualTo(expected(signs));
    }

    @Test
    void the_table_has_these_states() {
        assertThat(everything().map(ScanState::of).distinct())
                .containsExactlyInAnyOrder(
                        "SCAN_HAS_FINAL_RESULT",
                        "PENDING__PRESTARTUP",
                        "PENDING__WAITING_ON_SCANNER_SERVER_STARTUP",
                        "IN_PROGRESS__WAITING_ON_FIRST_PIXEL_RECO",
                        "IN_PROGRESS__PARTIAL_RESULT_GENERATED",
                        "ABORTED__PRESTARTUP",
                        "ABORTED__WAITING_ON_SCANNER_SERVER_STARTUP",
                        "ABORTED__WAITING_ON_FIRST_PIXEL_RECO",
                        "ABORTED__PARTIAL_RESULT_GENERATED",
                        "FINISHED__PRESTARTUP",
                        "FINISHED__WAITING_ON_SCANNER_SERVER_STARTUP",
                        "FINISHED__WAITING_ON_FIRST_PIXEL_RECO",
                        "FINISHED__PARTIAL_RESULT_GENERATED",
                        "STOPPED__PRESTARTUP",
                        "STOPPED__WAITING_ON_SCANNER_SERVER_STARTUP",
                        "STOPPED__WAITING_ON_FIRST_PIXEL_RECO",
                        "STOPPED__PARTIAL_RESULT_GENERATED");
    }
}
