package org.ewms.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which place a location means. */
class ClusterLocationsTest {
    private static final ClusterLocations SITES = ClusterLocations.withTestLocations()
            .with(List.of(
                    new Place("cloud", "cloud", Set.of("gpu", "avx2"), 2.5),
                    new Place("farm", "farm-head", Set.of("gpu"), 0.5),
                    new Place("hall", "hall", Set.of("avx2"), 0.5)));

    private static Placement choose(String location, String... resting) {
        return SITES.choose(location, Set.of(resting)::contains, Set.of());
    }

    private static void refused(ClusterLocations locations, String location, String message) {
        assertThatExceptionOfType(WorkflowException.class)
                .isThrownBy(() -> locations.check(location))
                .withMessage(message);
    }

    @Test
    void a_name_is_that_site_whatever_else_there_is() {
        assertThat(choose("cloud")).isEqualTo(new Placement("cloud", null));
        assertThat(choose("test-alpha", "SCHEDD1")).isEqualTo(new Placement("SCHEDD1", null));
    }

    @Test
    void a_requirement_is_the_cheapest_site_that_has_all_labels_and_says_so() {
        assertThat(choose("@gpu")).isEqualTo(new Placement("farm-head", "@gpu: farm, cost 0.5, is the cheapest of 2"));
        assertThat(choose("@gpu,avx2").schedd()).isEqualTo("cloud");
        assertThat(choose("@any").schedd()).as("of equally cheap ones by name").isEqualTo("farm-head");
    }

    @Test
    void one_where_submissions_fail_is_passed_over_unless_there_is_no_other() {
        assertThat(choose("@gpu", "farm-head"))
                .isEqualTo(new Placement(
                        "cloud", "@gpu: cloud, cost 2.5, is the cheapest of 2 but for farm (submissions fail there)"));
        assertThat(choose("@gpu", "farm-head", "cloud").schedd()).isEqualTo("farm-head");
    }

    @Test
    void sites_of_which_nothing_is_told_meet_no_requirement() {
        refused(
                ClusterLocations.production(),
                "@any",
                "no site has the labels [] that cluster location '@any' asks for; this service was told of none: ewms wms --sites"
                        + " FILE");
    }

    @Test
    void labels_that_no_site_has_are_refused_with_those_that_there_are() {
        refused(
                SITES,
                "@gpu,tpu",
                "no site has the labels [gpu, tpu] that cluster location '@gpu,tpu' asks for; sites and their labels: cloud [avx2,"
                        + " gpu], farm [gpu], hall [avx2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@", "@gpu,", "@,gpu", "@gpu, avx2"})
    void a_requirement_that_is_written_wrong_is_refused_with_how_it_is_written(String location) {
        refused(
                SITES,
                location,
                "cluster location '" + location
                        + "' must be @any, or @ and labels with commas in between, as @gpu,avx2");
    }

    @Test
    void no_site_may_be_called_like_a_requirement() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SITES.with("@gpu=x"))
                .withMessageContaining("must not begin with @");
    }

    @Test
    void two_sites_of_one_schedd_must_be_alike() {
        ClusterLocations twice = SITES.with(List.of(new Place("annex", "hall", Set.of("avx2"), 0.5)));
        assertThat(twice.places("@avx2")).extracting(Place::schedd).containsExactly("hall", "cloud");
        assertThat(twice.choose("annex", each -> false, Set.of()).schedd()).isEqualTo("hall");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SITES.with(List.of(new Place("annex", "hall", Set.of("gpu"), 0.5))))
                .withMessageContaining("sites hall and annex are both schedd hall");
    }

    @Property(tries = 300)
    void whatever_sites_there_are_the_choice_has_the_labels_and_none_that_is_as_good_is_cheaper(@ForAll long seed) {
        Random random = new Random(seed);
        List<Place> sites = new ArrayList<>();
        Set<String> resting = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            Set<String> labels = new HashSet<>();
            for (String each : List.of("a", "b", "c")) {
                if (random.nextBoolean()) {
                    labels.add(each);
                }
            }
            sites.add(new Place("site" + i, "schedd" + i, labels, random.nextInt(4)));
            if (random.nextInt(3) == 0) {
                resting.add("schedd" + i);
            }
        }
        List<Place> fit =
                sites.stream().filter(each -> each.labels().contains("a")).toList();
        ClusterLocations locations = ClusterLocations.production().with(sites);
        if (fit.isEmpty()) {
            assertThat(locations.places("@a")).isEmpty();
            return;
        }
        String schedd = locations.choose("@a", resting::contains, Set.of()).schedd();
        Place chosen = fit.stream()
                .filter(each -> each.schedd().equals(schedd))
                .findFirst()
                .orElseThrow();
        assertThat(fit).filteredOn(each -> !resting.contains(each.schedd())).allSatisfy(each -> {
            assertThat(resting).doesNotContain(schedd);
            assertThat(chosen.cost()).isLessThanOrEqualTo(each.cost());
        });
    }
}
