package org.ewms.wms.internal.service;

import java.util.List;
import java.util.Optional;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.Workflow;

/**
 * A workflow as it is.
 *
 * @param taskforces all it has, as they were created; empty when they are to be read
 */
record KnownWorkflow(Workflow workflow, Optional<List<Taskforce>> taskforces) {
    static KnownWorkflow of(Workflow workflow) {
        return new KnownWorkflow(workflow, Optional.empty());
    }

    static KnownWorkflow justCreated(Workflow workflow) {
        List<Taskforce> all =
                workflow.creation().taskforces().stream().map(Taskforce::of).toList();
        return new KnownWorkflow(workflow.created(), Optional.of(all));
    }

    KnownWorkflow at(Workflow now) {
        return new KnownWorkflow(now, taskforces);
    }
}
