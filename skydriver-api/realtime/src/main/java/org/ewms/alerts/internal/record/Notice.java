package org.ewms.alerts.internal.record;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is told of an alert, and to whom.
 *
 * @param revision 1 for the alert's first
 * @param phase of the scan that it tells of; null for a retraction
 * @param scanId of that scan; null for a retraction
 * @param created seconds since 1970
 * @param reason of a retraction
 * @param localization null for a retraction
 */
public record Notice(
        int revision,
        Kind kind,
        @Nullable Phase phase,
        @Nullable String scanId,
        double created,
        @Nullable String reason,
        @Nullable Localization localization,
        List<Send> sends) {
    /** What it means to who has the ones before. */
    @EnumNaming(EnumNamingStrategies.LowerCamelCaseStrategy.class)
    public enum Kind {
        INITIAL,
        UPDATE,
        RETRACTION
    }

    public Notice {
        sends = List.copyOf(sends);
    }

    /** How it goes with a sink. */
    public Optional<Send> send(String sink) {
        return sends.stream().filter(each -> each.sink().equals(sink)).findFirst();
    }

    Notice with(String sink, UnaryOperator<Send> change) {
        return new Notice(
                revision,
                kind,
                phase,
                scanId,
                created,
                reason,
                localization,
                sends.stream()
                        .map(each -> each.sink().equals(sink) ? change.apply(each) : each)
                        .toList());
    }

    boolean unsent() {
        return sends.stream().anyMatch(each -> each.state() == Send.State.WAITING);
    }
}
