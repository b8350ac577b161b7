package org.ewms.cli;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.ewms.tms.SiteDescription;
import org.ewms.workflow.Place;

/** Sites, as the workflow service is told of them. */
final class SitePlaces {
    private SitePlaces() {}

    static List<Place> of(Collection<SiteDescription> sites) {
        return sites.stream()
                .map(each -> new Place(
                        each.name(),
                        each.schedd(),
                        Set.copyOf(each.traits().labels()),
                        each.traits().cost()))
                .toList();
    }
}
