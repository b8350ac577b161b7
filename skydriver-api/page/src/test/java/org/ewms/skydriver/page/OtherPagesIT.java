package org.ewms.skydriver.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/** The list of scans, the comparison, the form. */
class OtherPagesIT extends PageFixture {
    private static final SampleLikelihood ONE = new SampleLikelihood(138.65, 0.14, 0.5);
    private static final SampleLikelihood ANOTHER = new SampleLikelihood(138.95, 0.34, 0.7);

    private String row(String id) {
        return "tr[data-scan='" + id + "']";
    }

    @Test
    void the_list_changes_as_scans_do() throws IOException {
        String first = scanner().launch(100);
        open("/");
        reads(row(first) + " .cell-state", "Queued");
        reads("#connection", "Live");
        String second = scanner().launch(7);
        reads(row(second) + " .cell-priority", "7");
        assertThat(browser().one("tbody tr").getDomAttribute("data-scan")).isEqualTo(second);
        scanner().tell(first, 4711, 768, 384);
        reads(row(first), "Run 138632 · Event 4711");
        reads(row(first) + " .cell-progress", "37 %");
        scanner().put(first, ONE, true, 8, 64);
        reads(row(first) + " .cell-state", "Finished");
        reads("#announcements", "Finished");
        browser().picture("list");
        assertThat(browser().barriers()).isEmpty();
    }

    @Test
    void urgent_scans_stand_first_where_that_is_wished_for() {
        String urgent = scanner().launch(301);
        String later = scanner().launch(8);
        open("/");
        reads(row(later) + " .cell-priority", "8");
        assertThat(browser().one("tbody tr").getDomAttribute("data-scan")).isEqualTo(later);
        browser().one("#order option[value=priority]").click();
        assertThat(browser().one("tbody tr").getDomAttribute("data-scan")).isEqualTo(urgent);
        String most = scanner().launch(302);
        reads("tbody tr .cell-priority", "302");
        assertThat(browser().one("tbody tr").getDomAttribute("data-scan")).isEqualTo(most);
    }

    @Test
    void the_filter_leaves_what_matches() {
        String one = scanner().launch(1);
        String other = scanner().launch(2);
        scanner().tell(one, 81550001, 1);
        scanner().tell(other, 81550002, 1);
        open("/");
        reads(row(other), "81550002");
        browser().one("#filter").sendKeys("81550001");
        await().untilAsserted(() ->
                assertThat(browser().one(row(other)).isDisplayed()).isFalse());
        assertThat(browser().one(row(one)).isDisplayed()).isTrue();
        reads("[role=search] [role=status]", "1 of");
        browser().one(row(one) + " a").click();
        reads("h1", "Event 81550001");
    }

    @Test
    void a_deleted_scan_leaves_the_list_unless_it_is_asked_for() {
        String id = scanner().launch(3);
        open("/");
        reads(row(id) + " .cell-state", "Queued");
        open("/scan/" + id);
        reads(".state", "Queued");
        browser().one("button.danger").click();
        browser().driver().switchTo().alert().accept();
        reads(".state", "Deleted");
        open("/");
        reads("#connection", "Live");
        assertThat(browser().all(row(id))).isEmpty();
        browser().one("#deleted").click();
        reads(row(id) + " .cell-state", "Deleted");
    }

    @Test
    void many_scans_come_in_parts() {
        for (int k = 0; k < 55; k++) {
            scanner().launch(k);
        }
        open("/");
        reads("[role=search] [role=status]", "50 scans so far");
        WebElement more = browser().one("main > button");
        more.click();
        holds("document.querySelectorAll('tbody tr').length > 54");
    }

    @Test
    void two_scans_are_seen_side_by_side_with_what_they_have_in_common() throws IOException {
        String a = scanner().launch(5);
        String b = scanner().launch(6);
        scanner().tell(a, 31747601, 768, 768, 1536);
        scanner().tell(b, 31747601, 768, 768, 1536);
        scanner().put(a, ONE, true, 8, 64, 512);
        scanner().put(b, ANOTHER, true, 8, 64, 512);
        open("/compare/" + a + "/" + b);
        reads(".numbers", "90 %");
        reads("[aria-label=Comparison]", "Best fits apart");
        assertThat(browser().text("[aria-label=Comparison] dd")).matches("0\\.3[56]\\d°");
        for (String map : List.of("a-sky", "a-local", "b-sky", "b-local")) {
            holds("Boolean(document.querySelector('#map-" + map + " .stage').dataset.best)");
        }
        // The same part of the sky on both sides: the second best fit lies north-east of the first one's place.
        String[] first = bestOf("a-local");
        String[] second = bestOf("b-local");
        assertThat(Double.parseDouble(second[0])).isLessThan(Double.parseDouble(first[0]) - 10);
        assertThat(Double.parseDouble(second[1])).isLessThan(Double.parseDouble(first[1]) - 5);
        browser().picture("compare");
        assertThat(browser().barriers()).isEmpty();
    }

    private String[] bestOf(String map) {
        return String.valueOf(browser().one("#map-" + map + " .stage").getDomAttribute("data-best"))
                .split(",");
    }

    @Test
    void a_mistake_in_the_form_is_told_at_its_field() throws IOException {
        open("/submit");
        WebElement nsides = browser().one("#nsides");
        nsides.clear();
        nsides.sendKeys("8:0 60:12");
        browser().one("form button.primary").click();
        reads("#nsides-problem", "nside 60 is not a power of two");
        reads("#event_i3live_json-problem", "choose a file or paste an event");
        assertThat(browser().driver().switchTo().activeElement().getDomAttribute("id"))
                .isEqualTo("event_i3live_json");
        assertThat(nsides.getDomAttribute("aria-invalid")).isEqualTo("true");
        browser().picture("submit");
        assertThat(browser().barriers()).isEmpty();
    }

    @Test
    void what_the_service_refuses_is_told_at_the_field_it_names() {
        open("/submit");
        browser().one("#event_i3live_json").sendKeys("{\"a\": 1}");
        WebElement reco = browser().one("#reco_algo");
        reco.clear();
        reco.sendKeys("perfect");
        browser().one("form button.primary").click();
        reads("#reco_algo-problem", "there is no reconstruction perfect here");
        assertThat(browser().driver().switchTo().activeElement().getDomAttribute("id"))
                .isEqualTo("reco_algo");
        assertThat(browser().complaints()).allMatch(each -> each.contains("400"));
    }

    @Test
    void a_scan_is_asked_for_with_an_event_from_a_file(@TempDir Path directory) throws IOException {
        Path event = Files.writeString(directory.resolve("event.json"), "{\"b\": 2}");
        open("/submit");
        browser().one("#event_file").sendKeys(event.toAbsolutePath().toString());
        await().untilAsserted(
                        () -> assertThat(browser().one("#event_i3live_json").getDomProperty("value"))
                                .isEqualTo("{\"b\": 2}"));
        browser().one("#request_clusters").sendKeys("osg:10 local:2");
        browser().one("#priority").clear();
        browser().one("#priority").sendKeys("12");
        browser().one("form button.primary").click();
        reads(".state", "Queued");
        String id = browser().text(".facts code");
        assertThat(scanner().get("/scan/" + id + "/i3-event").at("/i3_event/b").asInt())
                .isEqualTo(2);
        assertThat(scanner().get("/scan/" + id + "/manifest").path("priority").asInt())
                .isEqualTo(12);
    }

    @Test
    void the_theme_is_switched_and_kept() throws IOException {
        open("/submit");
        browser()
                .driver()
                .executeScript(
                        "const t = document.getElementById('theme'); t.value = 'dark'; t.dispatchEvent(new Event('change'))");
        assertThat(ground().getRed()).isLessThan(60);
        browser().driver().navigate().refresh();
        reads("h1", "New scan");
        assertThat(ground().getRed()).isLessThan(60);
        browser().driver().executeScript("localStorage.clear()");
        browser().driver().navigate().refresh();
        reads("h1", "New scan");
        assertThat(ground().getRed()).isGreaterThan(200);
    }

    private Color ground() throws IOException {
        BufferedImage picture = browser().picture("theme");
        return new Color(picture.getRGB(5, picture.getHeight() - 20));
    }

    @Test
    void a_path_that_leads_nowhere_says_so() {
        open("/nowhere");
        reads("h1", "Nothing here");
    }

    @Test
    void the_keyboard_skips_to_the_content() {
        open("/");
        reads("h1", "Scans");
        browser().driver().executeScript("document.querySelector('.skip').focus()");
        browser().driver().executeScript("document.querySelector('.skip').click()");
        assertThat(browser().driver().switchTo().activeElement().getTagName()).isEqualTo("main");
    }
}
