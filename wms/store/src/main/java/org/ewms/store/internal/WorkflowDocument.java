package org.ewms.store.internal;

import static org.ewms.store.internal.Fields.instant;
import static org.ewms.store.internal.Fields.instantOrNull;
import static org.ewms.store.internal.Fields.list;
import static org.ewms.store.internal.Fields.number;
import static org.ewms.store.internal.Fields.part;
import static org.ewms.store.internal.Fields.seconds;
import static org.ewms.store.internal.Fields.secondsOrNull;
import static org.ewms.store.internal.Fields.text;

import java.util.stream.Collectors;
import org.bson.Document;
import org.ewms.workflow.Attempts;
import org.ewms.workflow.Creation;
import org.ewms.workflow.Deactivation;
import org.ewms.workflow.Step;
import org.ewms.workflow.Taskforce;
import org.ewms.workflow.Workflow;

/** A workflow in the fields of the API; what is to be done about it, and by whom, under {@code ewms}. */
final class WorkflowDocument {
    private WorkflowDocument() {}

    static Document of(Workflow workflow) {
        Deactivation why = workflow.deactivated();
        return new Document("workflow_id", workflow.id())
                .append("timestamp", seconds(workflow.timestamp()))
                .append("priority", workflow.priority())
                .append("deactivated", why == null ? null : why.name())
                .append("deactivated_ts", secondsOrNull(workflow.deactivatedAt()))
                .append(Fields.OWN, own(workflow));
    }

    static Workflow read(Document from) {
        Document own = part(from, Fields.OWN);
        String why = from.getString("deactivated");
        Document attempts = part(own, "attempts");
        return new Workflow(
                text(from, "workflow_id"),
                instant(from, "timestamp"),
                (int) number(from, "priority"),
                TermsDocument.read(own),
                why == null ? null : Deactivation.valueOf(why),
                instantOrNull(from.get("deactivated_ts")),
                creation(part(own, "creation")),
                list(own, "todo", String.class).stream().map(Step::valueOf).collect(Collectors.toSet()),
                number(own, "fed"),
                new Attempts(
                        (int) number(attempts, "failures"),
                        instant(attempts, "not_before"),
                        attempts.getString("last_error")),
                TaskforceDocument.lease(own.get("lease", Document.class)),
                ScalingDocument.read(own),
                number(own, "version"));
    }

    private static Document own(Workflow workflow) {
        Document own = new Document("version", workflow.version())
                .append("watched", workflow.active() && workflow.terms().watched())
                .append("elastic", workflow.active() && !workflow.scaling().isEmpty())
                .append("scaling", ScalingDocument.of(workflow.scaling()))
                .append("fed", workflow.fed())
                .append("unfinished", !workflow.todo().isEmpty())
                .append(
                        "todo",
                        workflow.todo().stream().sorted().map(Step::name).toList())
                .append(
                        "attempts",
                        new Document("failures", workflow.attempts().failures())
                                .append(
                                        "not_before",
                                        seconds(workflow.attempts().notBefore()))
                                .append("last_error", workflow.attempts().lastError()))
                .append("lease", TaskforceDocument.lease(workflow.lease()))
                .append("creation", creation(workflow.creation()));
        TermsDocument.write(workflow.terms(), own);
        return own;
    }

    private static Document creation(Creation creation) {
        return new Document(
                        "directives",
                        creation.directives().stream()
                                .map(TaskDirectiveDocument::of)
                                .toList())
                .append(
                        "taskforces",
                        creation.taskforces().stream()
                                .map(each -> TaskforceDocument.of(Taskforce.of(each)))
                                .toList())
                .append("queues", creation.queues() == null ? null : QueueGroupDocument.of(creation.queues()));
    }

    private static Creation creation(Document from) {
        Document queues = from.get("queues", Document.class);
        return new Creation(
                list(from, "directives", Document.class).stream()
                        .map(TaskDirectiveDocument::read)
                        .toList(),
                list(from, "taskforces", Document.class).stream()
                        .map(each -> TaskforceDocument.read(each).plan())
                        .toList(),
                queues == null ? null : QueueGroupDocument.read(queues));
    }
}
