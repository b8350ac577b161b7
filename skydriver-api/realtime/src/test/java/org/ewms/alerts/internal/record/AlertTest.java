package org.ewms.alerts.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.ewms.alerts.Condition;
import org.ewms.alerts.Rule;
import org.ewms.alerts.ScanWish;
import org.ewms.scan.NsideProgression;
import org.junit.jupiter.api.Test;

class AlertTest {
    private static final Localization.Region REGION = new Localization.Region(1, 2.0, 1, 1, 1, 1);
    private static final Localization FOUND = new Localization(10, 20, 1000, REGION, REGION);

    private final AtomicInteger ids = new AtomicInteger();

    private static Content content(String hash) {
        return new Content(
                123456, 7, "2023-12-02T17:08:24Z", 60280.7, "neutrino", List.of(), "2023a", false, hash, "e");
    }

    private Plan plan(String hash) {
        ScanWish wish =
                new ScanWish("spe", NsideProgression.parse("8:0"), "adaptive", Map.of("local", 1), 150, 60, "latest");
        Rule rule = new Rule("all", Condition.none(), wish, wish, List.of("a", "b"), null, "Track");
        return new Plan(content(hash), rule, () -> "s" + ids.incrementAndGet());
    }

    private Alert first() {
        return Alert.first(content("one"), plan("one"), "rest", 100);
    }

    private static Alert running(Alert alert, String scan) {
        return alert.scan(scan, AlertScan.State.PLANNED, each -> each.at(AlertScan.State.RUNNING), 101);
    }

    @Test
    void the_refined_scan_waits_for_the_prompt_one() {
        Alert alert = first();
        assertThat(alert.toSubmit()).extracting(AlertScan::scanId).containsExactly("s1");
        Alert found = running(alert, "s1").found("s1", FOUND, 102);
        assertThat(found.toSubmit()).extracting(AlertScan::scanId).containsExactly("s2");
        assertThat(found.state()).isEqualTo("scanning");
        assertThat(running(found, "s2").found("s2", FOUND, 103).state()).isEqualTo("done");
    }

    @Test
    void a_prompt_scan_that_failed_keeps_the_refined_one_from_nothing() {
        Alert failed = running(first(), "s1").scan("s1", AlertScan.State.RUNNING, each -> each.failed("why"), 102);
        assertThat(failed.toSubmit()).extracting(AlertScan::scanId).containsExactly("s2");
    }

    @Test
    void each_result_is_a_notice_of_the_next_revision_to_every_sink() {
        Alert alert =
                running(running(first(), "s1").found("s1", FOUND, 102), "s2").found("s2", FOUND, 103);
        assertThat(alert.notices()).extracting(Notice::kind).containsExactly(Notice.Kind.INITIAL, Notice.Kind.UPDATE);
        assertThat(alert.notices().get(1).sends())
                .extracting(Send::key)
                .containsExactly("123456-7/2/a", "123456-7/2/b");
    }

    @Test
    void a_result_that_is_told_twice_is_one_notice() {
        Alert alert = running(first(), "s1").found("s1", FOUND, 102);
        assertThat(alert.found("s1", FOUND, 103)).isSameAs(alert);
    }

    @Test
    void notices_go_to_a_sink_in_the_order_of_their_revisions() {
        Alert alert =
                running(running(first(), "s1").found("s1", FOUND, 102), "s2").found("s2", FOUND, 103);
        assertThat(alert.next("a")).map(Notice::revision).contains(1);
        Alert sent = alert.send(1, "a", each -> each.accepted(104), 104);
        assertThat(sent.next("a")).map(Notice::revision).contains(2);
        assertThat(sent.next("b")).map(Notice::revision).contains(1);
        assertThat(sent.next("c")).isEmpty();
    }

    @Test
    void the_same_content_again_is_an_arrival_and_nothing_else() {
        Alert again = first().again(content("one"), plan("one"), "queue q", 105);
        assertThat(again.contentRevision()).isEqualTo(1);
        assertThat(again.scans()).hasSize(2);
        assertThat(again.arrivals()).extracting(Arrival::source).containsExactly("rest", "queue q");
    }

    @Test
    void other_content_is_scanned_anew_and_scans_of_before_are_ended() {
        Alert again = running(first(), "s1").again(content("two"), plan("two"), "rest", 105);
        assertThat(again.contentRevision()).isEqualTo(2);
        assertThat(again.scans())
                .extracting(AlertScan::state)
                .containsExactly(
                        AlertScan.State.ENDING,
                        AlertScan.State.SUPERSEDED,
                        AlertScan.State.PLANNED,
                        AlertScan.State.PLANNED);
        assertThat(again.toSubmit()).extracting(AlertScan::contentRevision).containsExactly(2);
    }

    @Test
    void a_retraction_goes_to_all_who_have_a_notice_or_will() {
        Alert retracted = running(first(), "s1").found("s1", FOUND, 102).retract("a flasher run", 110);
        assertThat(retracted.notices().getLast().kind()).isEqualTo(Notice.Kind.RETRACTION);
        assertThat(retracted.notices().getLast().sends()).extracting(Send::sink).containsExactly("a", "b");
        assertThat(retracted.scans().get(1).state()).isEqualTo(AlertScan.State.SUPERSEDED);
        assertThat(retracted.retract("again", 111)).isSameAs(retracted);
        assertThat(retracted.again(content("two"), plan("two"), "rest", 112).scans())
                .hasSize(2);
    }

    @Test
    void an_alert_nobody_was_told_of_is_retracted_quietly() {
        assertThat(first().retract("no", 110).notices()).isEmpty();
    }

    @Test
    void attempts_rest_longer_the_more_there_were_and_five_minutes_at_most() {
        Send send = Send.to("a", "k");
        assertThat(send.attempted("me", 50).refused("no", 10).due("me", true)).isEqualTo(11);
        Send often = send;
        for (int i = 0; i < 20; i++) {
            often = often.attempted("me", 50).refused("no", 10);
        }
        assertThat(often.due("me", true)).isEqualTo(310);
    }

    @Test
    void nobody_else_tries_while_somebody_does() {
        Send tried = Send.to("a", "k").attempted("me", 50);
        assertThat(tried.due("you", false)).isEqualTo(50);
        assertThat(tried.due("you", true)).isZero();
        assertThat(tried.due("me", false)).isZero();
    }

    @Test
    void what_is_kept_of_an_alert_is_the_alert() {
        Alert alert = running(first(), "s1").found("s1", FOUND, 102).retract("x", 103);
        Map<String, Object> fields = AlertBook.fields(alert);
        assertThat(fields).containsKeys("alert_id", "content_revision", "scans");
        assertThat(AlertBook.alert(fields)).isEqualTo(alert);
    }
}
