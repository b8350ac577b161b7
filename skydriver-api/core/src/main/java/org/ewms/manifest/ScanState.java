package org.ewms.manifest;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** In which state a scan is: not kept, but told by what is known of it. */
public final class ScanState {
    /** The scan has its final result; whatever becomes of its workers, the result is what counts. */
    public static final String FINAL = "SCAN_HAS_FINAL_RESULT";

    private static final String SEPARATOR = "__";

    private ScanState() {}

    /** Whether a workflow was asked for. */
    public enum Workflow {
        /** The scan is in the backlog. */
        NOT_YET,
        REQUESTED,
        /** A scan of the time before workflows, whose workers were not started. */
        BEFORE_WORKFLOWS,
        /** A scan of the time before workflows, whose workers were started. */
        BEFORE_WORKFLOWS_STARTED
    }

    /** What the scan has said of its progress. */
    public enum Report {
        NONE,
        /** It has begun, but no pixel is done. */
        WITHOUT_RATE,
        /** Pixels are done. */
        WITH_RATE
    }

    /**
     * What is known.
     *
     * @param finalResult whether the final result is here
     * @param deactivated how the workflow ended, such as {@code ABORTED}; null while it goes on
     * @param stopped whether a scan of the time before workflows is over
     */
    public record Signs(
            boolean finalResult,
            Workflow workflow,
            Report report,
            @Nullable String deactivated,
            boolean stopped) {}

    /** The state's name. */
    public static String of(Signs signs) {
        if (signs.finalResult()) {
            return FINAL;
        }
        String state = going(signs);
        if (signs.workflow() == Workflow.REQUESTED || signs.workflow() == Workflow.NOT_YET) {
            return signs.deactivated() == null
                    ? state
                    : over(signs.deactivated().toUpperCase(Locale.ROOT), state);
        }
        return signs.stopped() ? over("STOPPED", state) : state;
    }

    private static String going(Signs signs) {
        if (signs.workflow() == Workflow.NOT_YET || signs.workflow() == Workflow.BEFORE_WORKFLOWS) {
            return "PENDING__PRESTARTUP";
        }
        return switch (signs.report()) {
            case NONE -> "PENDING__WAITING_ON_SCANNER_SERVER_STARTUP";
            case WITHOUT_RATE -> "IN_PROGRESS__WAITING_ON_FIRST_PIXEL_RECO";
            case WITH_RATE -> "IN_PROGRESS__PARTIAL_RESULT_GENERATED";
        };
    }

    private static String over(String how, String state) {
        return how + state.substring(state.indexOf(SEPARATOR));
    }
}
