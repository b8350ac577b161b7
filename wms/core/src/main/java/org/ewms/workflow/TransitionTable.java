package org.ewms.workflow;

import static org.ewms.workflow.Phase.*;
import static org.ewms.workflow.TaskforceEvent.Kind.*;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ewms.workflow.TaskforceEvent.Kind;

/** The table of transitions: what each event does in each phase. A cell left out is {@link Effect#REFUSE}. */
public final class TransitionTable {
    /** What an event does to a taskforce. */
    public enum Effect {
        /** It changes the phase. */
        MOVE,
        /** It leaves the phase and is written to the log. */
        NOTE,
        /** A lease is given; phase and log stay. */
        LEASE,
        /** The workflow was deactivated meanwhile: the cluster is recorded so that it can be removed. */
        LATE,
        /** It has happened already, or does not matter any more: confirmed, nothing is written. */
        IGNORE,
        /** It cannot happen here. */
        REFUSE
    }

    private static final Map<Kind, Map<Phase, Effect>> CELLS = new EnumMap<>(Map.ofEntries(
            row(QUEUES_ACTIVATED)
                    .with(Effect.MOVE, PRE_MQ_ACTIVATION)
                    .with(Effect.IGNORE, PRE_LAUNCH, PENDING_STARTER, CONDOR_SUBMIT)
                    .done(),
            row(ACTIVATION_FAILED).with(Effect.NOTE, PRE_MQ_ACTIVATION).done(),
            row(LAUNCHED)
                    .with(Effect.MOVE, PRE_LAUNCH)
                    .with(Effect.IGNORE, PENDING_STARTER, CONDOR_SUBMIT)
                    .done(),
            row(START_CLAIMED).with(Effect.LEASE, PENDING_STARTER).done(),
            row(SUBMITTED)
                    .with(Effect.MOVE, PENDING_STARTER)
                    .with(Effect.LATE, PENDING_STOPPER)
                    .with(Effect.IGNORE, CONDOR_SUBMIT, CONDOR_RM, CONDOR_COMPLETE)
                    .done(),
            row(SUBMIT_FAILED)
                    .with(Effect.NOTE, PENDING_STARTER, PENDING_STOPPER)
                    .done(),
            row(STOP_REQUESTED)
                    .with(Effect.MOVE, PRE_MQ_ACTIVATION, PRE_LAUNCH, PENDING_STARTER, CONDOR_SUBMIT)
                    .with(Effect.NOTE, CONDOR_RM, CONDOR_COMPLETE)
                    .with(Effect.IGNORE, PENDING_STOPPER)
                    .done(),
            row(SCALED_DOWN)
                    .with(Effect.MOVE, PRE_MQ_ACTIVATION, PRE_LAUNCH, PENDING_STARTER, CONDOR_SUBMIT)
                    .with(Effect.IGNORE, PENDING_STOPPER, CONDOR_RM, CONDOR_COMPLETE)
                    .done(),
            row(STOP_CLAIMED).with(Effect.LEASE, PENDING_STOPPER).done(),
            row(REMOVED)
                    .with(Effect.MOVE, PRE_MQ_ACTIVATION, PRE_LAUNCH, PENDING_STARTER, CONDOR_SUBMIT, PENDING_STOPPER)
                    .with(Effect.IGNORE, CONDOR_RM, CONDOR_COMPLETE)
                    .done(),
            row(REMOVE_FAILED)
                    .with(Effect.NOTE, PRE_MQ_ACTIVATION, PRE_LAUNCH, PENDING_STARTER, CONDOR_SUBMIT, PENDING_STOPPER)
                    .with(Effect.IGNORE, CONDOR_RM, CONDOR_COMPLETE)
                    .done(),
            row(COMPLETED)
                    .with(
                            Effect.MOVE,
                            PRE_MQ_ACTIVATION,
                            PRE_LAUNCH,
                            PENDING_STARTER,
                            CONDOR_SUBMIT,
                            PENDING_STOPPER,
                            CONDOR_RM)
                    .with(Effect.IGNORE, CONDOR_COMPLETE)
                    .done()));

    private TransitionTable() {}

    /** The cell of the table. */
    public static Effect effect(Kind event, Phase phase) {
        return CELLS.getOrDefault(event, Map.of()).getOrDefault(phase, Effect.REFUSE);
    }

    /** The whole table as Markdown, for the documentation. */
    public static String markdown() {
        StringBuilder text = new StringBuilder("| event |");
        for (Phase phase : Phase.values()) {
            text.append(' ').append(phase).append(" |");
        }
        text.append("\n|---|").append("---|".repeat(Phase.values().length)).append('\n');
        for (Kind kind : Kind.values()) {
            text.append("| ").append(word(kind)).append(" |");
            for (Phase phase : Phase.values()) {
                text.append(' ').append(word(effect(kind, phase))).append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String word(Enum<?> each) {
        return each.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static Row row(Kind kind) {
        return new Row(kind, Map.of());
    }

    private record Row(Kind kind, Map<Phase, Effect> cells) {
        Row with(Effect effect, Phase... phases) {
            Map<Phase, Effect> more = new EnumMap<>(Phase.class);
            more.putAll(cells);
            more.putAll(List.of(phases).stream().collect(Collectors.toMap(each -> each, each -> effect)));
            return new Row(kind, more);
        }

        Map.Entry<Kind, Map<Phase, Effect>> done() {
            return Map.entry(kind, Map.copyOf(cells));
        }
    }
}
