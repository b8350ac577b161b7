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
    /** Of 50,000 pixels, the most that is asked for at once; JSON of nside, index and likelihood. */
    private static final long MOST_BYTES = 50_000 * 40L;

    /** Of a manifest, which is what a stream's largest event holds. */
    private static final long MOST_NEWS = 8192;

    private static final int NSIDE = Integer.getInteger("ewms.page.nside", 128);

    /** Notes stretches of more than 50 ms in which the page's thread answers nobody, and frames with what made them long. */
    private static final String WATCH = """
            window.busy = [];
            window.frames_ = [];
            new PerformanceObserver((list) => list.getEntries().forEach((e) => busy.push(Math.round(e.duration))))
                .observe({type: 'longtask'});
            new PerformanceObserver((list) => list.getEntries().forEach((e) => frames_.push(
                `${Math.round(e.duration)} (blocking ${Math.round(e.blockingDuration)}, layout and paint ${Math.round(e.styleAndLayoutStart ? e.startTime + e.duration - e.styleAndLayoutStart : 0)}): `
                    + e.scripts.map((s) => `${Math.round(s.duration)} ${s.invoker} ${s.sourceFunctionName}`).join(', '))))
                .observe({type: 'long-animation-frame'});
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
        Object frames = browser().driver().executeScript("return frames_.join('\\n  ')");
        long[] bytes = bytes(id);
        assertThat(bytes[0]).isLessThan(MOST_BYTES);
        assertThat(bytes[1]).isLessThan(MOST_NEWS);
        Files.writeString(
                Path.of("target", "many-pixels.txt"), """
                %d pixels in %s s after they were sent; stretches above 50 ms of the page's thread (ms): %s
                largest part of pixels %d bytes; largest event of the stream %d bytes
                long frames (ms), and the scripts in them:
                  %s
                """.formatted(all, seconds, busy, bytes[0], bytes[1], frames));
        browser().picture("many");
    }

    /** The largest answer and the largest event that the page has to take at a time. */
    private long[] bytes(String id) {
        long largest = 0;
        long after = 0;
        for (boolean more = true; more; ) {
            String part = scanner().text("/scan/" + id + "/pixels?limit=50000&after=" + after);
            largest = Math.max(largest, part.length());
            // The rows themselves are not read here: three million of them.
            more = part.contains("\"more\":true");
            after = Long.parseLong(part.replaceFirst("(?s)^\\{\"seq\":(\\d+).*", "$1"));
        }
        return new long[] {largest, scanner().text("/scan/" + id + "/manifest").length()};
    }
}
