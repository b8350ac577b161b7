package org.ewms.alerts.internal.record;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scan of an alert. Its id is chosen and kept before it is asked for, so that asking again asks for the same.
 *
 * @param contentRevision of what is scanned
 * @param request as for {@code POST /scan}
 * @param nsides of the request, as {@code 8:0,64:12}
 * @param trouble why it failed
 * @param result what it found
 */
public record AlertScan(
        String scanId,
        Phase phase,
        int contentRevision,
        State state,
        String recoAlgo,
        String nsides,
        int priority,
        Map<String, Object> request,
        @Nullable String trouble,
        @Nullable Localization result) {
    /** How far it is. */
    @EnumNaming(EnumNamingStrategies.LowerCamelCaseStrategy.class)
    public enum State {
        /** Not asked for yet. */
        PLANNED,
        RUNNING,
        DONE,
        FAILED,
        /** Not wanted any more, and still to be ended. */
        ENDING,
        /** Not wanted any more. */
        SUPERSEDED
    }

    public AlertScan {
        request = Collections.unmodifiableMap(new LinkedHashMap<>(request));
    }

    /** The same in another state. */
    public AlertScan at(State next) {
        return new AlertScan(
                scanId, phase, contentRevision, next, recoAlgo, nsides, priority, request, trouble, result);
    }

    /** It failed. */
    public AlertScan failed(String why) {
        return new AlertScan(
                scanId, phase, contentRevision, State.FAILED, recoAlgo, nsides, priority, request, why, result);
    }

    /** It found that. */
    public AlertScan found(Localization what) {
        return new AlertScan(
                scanId, phase, contentRevision, State.DONE, recoAlgo, nsides, priority, request, trouble, what);
    }

    /** Nobody wants it any more. */
    AlertScan dismissed() {
        return switch (state) {
            case PLANNED -> at(State.SUPERSEDED);
            case RUNNING -> at(State.ENDING);
            case DONE, FAILED, ENDING, SUPERSEDED -> this;
        };
    }

    /** Whether something is still to be done about it. */
    public boolean open() {
        return state == State.PLANNED || state == State.RUNNING || state == State.ENDING;
    }

    /** Whether a result may still come. */
    boolean awaited() {
        return state == State.PLANNED || state == State.RUNNING;
    }
}
