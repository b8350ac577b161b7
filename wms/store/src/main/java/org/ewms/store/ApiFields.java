package org.ewms.store;

import java.util.Map;
import org.ewms.store.internal.Shown;
import org.ewms.workflow.TaskDirective;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.Workflow;

/** Values in the fields of the REST API, exactly as a {@link WorkflowStore#find question} about them is answered. */
public final class ApiFields {
    private ApiFields() {}

    public static Map<String, Object> of(Workflow workflow) {
        return Shown.of(workflow);
    }

    public static Map<String, Object> of(TaskDirective directive) {
        return Shown.of(directive);
    }

    public static Map<String, Object> of(Taskforce taskforce) {
        return Shown.of(taskforce);
    }
}
