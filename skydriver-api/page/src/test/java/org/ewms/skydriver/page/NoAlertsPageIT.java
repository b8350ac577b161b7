package org.ewms.skydriver.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.ewms.skydriver.Annex;
import org.junit.jupiter.api.Test;

/** A service that takes no alerts. */
class NoAlertsPageIT extends PageFixture {
    @Override
    Annex.Maker[] beside(Path directory) {
        return new Annex.Maker[0];
    }

    @Test
    void it_has_no_link_to_alerts() {
        open("/alerts");
        reads("#main [role=status]", "This service takes no alerts");
        assertThat(browser().one("#alerts-link").isDisplayed()).isFalse();
        // The browser notes each answer that is an error: to the question whether there are alerts, and to the one for
        // them.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser().complaints())
                        .isNotEmpty()
                        .allMatch(each -> each.contains("/alerts?limit=") && each.contains("404")));
    }
}
