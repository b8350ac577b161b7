package org.ewms.workflow;

import java.util.Arrays;
import java.util.Locale;

/** When a workflow is finished without its user saying so. */
public enum FinishWhen {
    /** Every queue that a task reads is empty, nothing of it in anybody's hands. */
    INPUTS_EMPTY,
    /** So is every other queue: the user has taken all results. */
    OUTPUTS_DRAINED;

    /** The API's word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws WorkflowException naming the words that there are */
    public static FinishWhen of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word().equals(word))
                .findAny()
                .orElseThrow(() -> new WorkflowException(
                        "finish_when must be inputs_empty or outputs_drained, is '" + word + "'"));
    }
}
