package org.ewms.alerts.internal.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.ewms.alerts.Rule;
import org.ewms.alerts.ScanWish;
import org.jspecify.annotations.Nullable;

/**
 * What a rule makes of an alert's content.
 *
 * @param content that is scanned
 * @param rule null when there is none for it
 * @param ids of new scans
 */
public record Plan(Content content, @Nullable Rule rule, Supplier<String> ids) {
    private static final String NO_RULE = "no rule is for it";

    Treatment treatment() {
        if (rule == null) {
            return new Treatment(null, NO_RULE, List.of(), null, "Track");
        }
        @Nullable String ignored = rule.ignores() ? "the rule '" + rule.name() + "' ignores it" : null;
        return new Treatment(rule.name(), ignored, rule.sinks(), rule.pipeline(), rule.topology());
    }

    List<AlertScan> scans(int revision) {
        List<AlertScan> scans = new ArrayList<>();
        Optional.ofNullable(rule).map(Rule::prompt).ifPresent(wish -> scans.add(scan(wish, Phase.PROMPT, revision)));
        Optional.ofNullable(rule).map(Rule::refined).ifPresent(wish -> scans.add(scan(wish, Phase.REFINED, revision)));
        return scans;
    }

    private AlertScan scan(ScanWish wish, Phase phase, int revision) {
        Map<String, Object> classifiers = new LinkedHashMap<>();
        classifiers.put("alert_id", content.alertId());
        classifiers.put("alert_phase", phase.name().toLowerCase(java.util.Locale.ROOT));
        return new AlertScan(
                ids.get(),
                phase,
                revision,
                AlertScan.State.PLANNED,
                wish.reco(),
                wish.nsides().toString(),
                wish.priority(),
                wish.request(content.i3EventId(), content.simulated(), classifiers),
                null,
                null);
    }
}
