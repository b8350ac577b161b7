package org.ewms.tms;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.ewms.tms.internal.SiteSection;

/**
 * What workflows choose a site by that do not name it.
 *
 * @param labels what it has, sorted
 * @param cost of its use, relative to others; the cheapest is chosen first
 */
public record SiteTraits(List<String> labels, double cost) {
    /** No label, the usual cost. */
    public static final SiteTraits NONE = new SiteTraits(List.of(), 1);

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");

    /** In a requirement it stands for all sites. */
    private static final String ANY = "any";

    public SiteTraits {
        labels = List.copyOf(new TreeSet<>(labels));
    }

    static SiteTraits of(SiteSection section) {
        List<String> labels = section.list("labels");
        if (!labels.stream().allMatch(each -> LABEL.matcher(each).matches() && !each.equals(ANY))) {
            throw section.wrong(
                    "labels",
                    "a list of words of letters, digits and . _ + - (but not '" + ANY + "', which means every site)");
        }
        return new SiteTraits(labels, section.decimal("cost", 0).orElse(NONE.cost()));
    }
}
