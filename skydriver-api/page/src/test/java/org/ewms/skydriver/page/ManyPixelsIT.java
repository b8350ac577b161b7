package org.ewms.skydriver.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ewms.healpix.Healpix;
import org.ewms.skymap.NsideTable;
import org.junit.jupiter.api.Test;

/**
 * The whole sky at one nside: by default few enough for a quick test, with {@code -Dewms.page.nside=512} (and a heap of 6 GB) all of
 * 3,145,728. What it took is written to {@code target/many-pixels.txt}.
 */
class ManyPixelsIT extends PageFixture {
    private static final SampleLikelihood LIKELIHOOD = new SampleLikelihood(138.6545, 0.1418, 3);
    private static final int NSIDE = Integer.getInteger("ewms.page.nside", 128);

    /** Notes stretches of more than 50 ms in which the page's thread answers nobody. */
    private static final String WATCH = """
            window.busy = [];
            new PerformanceObserver((list) => list.getEntries().forEach((e) => busy.push(Math.round(e.duration))))
                .observe({type: 'longtask'});
            window.began = performance.now();
            """;

    @Test
    void a_map_of_all_the_sky_is_read_and_moved_while_it_loads_and_after() throws IOException {
        String id = scanner().launch(1);
        scanner().tell(id, 1, 1);
        NsideTable first = LIKELIHOOD.table(8);
        scanner().put(id, new TreeMap<>(Map.of(8, first)), false);
        open("/scan/" + id);
        reads("[aria-label='Best fit']", "nside 8: 768");
        scanner().put(id, new TreeMap<>(Map.of(8, first, NSIDE, LIKELIHOOD.wholeSky(NSIDE))), false);
        browser().driver().executeScript(WATCH);
        reads("[aria-label='Best fit']", "nside " + NSIDE);
        browser().one("input[value=galactic]").click();
        browser().one("[aria-label='Zoom in']").click();
        long all = Healpix.ofNside(NSIDE).npix();
        // Groups of three digits, as the page writes them.
        String count = String.valueOf(all).replaceAll("\\B(?=(\\d{3})+$)", "\u202f");
        await().atMost(Duration.ofMinutes(5))
                .untilAsserted(() -> assertThat(browser().text("[aria-label='Best fit']"))
                        .contains("nside " + NSIDE + ": " + count));
        Object seconds = browser().driver().executeScript("return Math.round(performance.now() - began) / 1000");
        for (String button : List.of("Zoom in", "Zoom out", "Back to the best fit")) {
            browser().one("[aria-label='" + button + "']").click();
        }
        browser().one("input[value=equatorial]").click();
        holds("document.querySelector('#map-sky .stage').dataset.best.startsWith('49')");
        Object busy = browser().driver().executeScript("return busy.join(' ')");
        Files.writeString(
                Path.of("target", "many-pixels.txt"),
                "%d pixels in %s s after they were sent; stretches above 50 ms of the page's thread (ms): %s%n"
                        .formatted(all, seconds, busy));
        browser().picture("many");
    }
}
