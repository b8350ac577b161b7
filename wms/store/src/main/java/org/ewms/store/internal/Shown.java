package org.ewms.store.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.ewms.workflow.TaskDirective;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.Workflow;

/** Documents without the fields that are the store's own. */
public final class Shown {
    private static final Set<String> OWN = Set.of("_id", Fields.OWN);

    private Shown() {}

    public static Map<String, Object> of(Workflow workflow) {
        return of(WorkflowDocument.of(workflow));
    }

    public static Map<String, Object> of(TaskDirective directive) {
        return of(TaskDirectiveDocument.of(directive));
    }

    public static Map<String, Object> of(Taskforce taskforce) {
        return of(TaskforceDocument.of(taskforce));
    }

    static Map<String, Object> of(Document document) {
        Map<String, Object> shown = new LinkedHashMap<>(document);
        shown.keySet().removeAll(OWN);
        return shown;
    }
}
