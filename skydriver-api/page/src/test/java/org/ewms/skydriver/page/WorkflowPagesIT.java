package org.ewms.skydriver.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** Workflows of a real workflow service: their pages, and what a scan's page tells of its own. */
class WorkflowPagesIT extends PageFixture {
    private static final Path EVENT = Path.of("../../events/simulated-track.json");

    private @Nullable Works works;

    @Override
    Map<String, String> surroundings(Path directory) {
        works = new Works(directory);
        return Map.of("EWMS_ADDRESS", works.uri());
    }

    @Override
    void leave() {
        works().close();
    }

    private Works works() {
        return Objects.requireNonNull(works);
    }

    private String scan() throws IOException {
        return scanner()
                .call("POST", "/scan", """
                        {"docker_tag": "latest", "reco_algo": "dummy", "scan_mode": "classic", "nsides": {"1": 0, "2": 3},
                         "real_or_simulated_event": "sim", "max_pixel_reco_time": 60, "request_clusters": {"local": 2},
                         "event_i3live_json": %s}""".formatted(Files.readString(EVENT)))
                .path("scan_id")
                .asText();
    }

    private String workflow(String scan) {
        return await().atMost(Works.PATIENCE)
                .until(
                        () -> scanner()
                                .get("/scan/" + scan + "/manifest")
                                .path("ewms_workflow_id")
                                .asText(),
                        each -> !each.equals("not-yet-requested"));
    }

    /** A workflow of two tasks one after the other. */
    private String fanOut() {
        String task = """
                {"cluster_locations": ["local"], "task_image": "%s", "task_args": "", "n_workers": 1,
                 "input_queue_aliases": ["%s"], "output_queue_aliases": ["%s"],
                 "pilot_config": {"tag": "latest", "image_source": "auto", "environment": {}, "input_files": []},
                 "worker_config": {"do_transfer_worker_stdouterr": false, "max_worker_runtime": 60, "n_cores": 1,
                                   "priority": 0, "worker_disk": 1, "worker_memory": 1, "condor_requirements": ""}}""";
        return works().post(
                        "/v1/workflows",
                        "{\"public_queue_aliases\": [\"numbers\", \"sums\"], \"tasks\": ["
                                + task.formatted("square", "numbers", "squares") + ", "
                                + task.formatted("add", "squares", "sums") + "]}")
                .at("/workflow/workflow_id")
                .asText();
    }

    private String queue(String workflow, String alias) {
        return await().atMost(Works.PATIENCE)
                .until(
                        () -> scanner()
                                .get("/workflow/" + workflow + "/queues")
                                .path("queues")
                                .valueStream()
                                .filter(each -> each.path("alias").asText().equals(alias)
                                        && each.path("ready").isInt())
                                .map(each -> each.path("mqid").asText())
                                .findFirst()
                                .orElse(""),
                        each -> !each.isEmpty());
    }

    @Test
    void workflows_are_listed_with_their_scans() throws IOException {
        String scan = scan();
        String workflow = workflow(scan);
        open("/workflows");
        String row = "tr[data-workflow='" + workflow + "']";
        reads(row + " .state", "Active");
        reads(row, "Event 11");
        String other = fanOut();
        reads("tr[data-workflow='" + other + "']", "no scan");
        browser().picture("workflows");
        assertThat(browser().barriers()).isEmpty();
        browser().one(row + " th a").click();
        reads("h1", workflow);
        scanner().call("DELETE", "/scan/" + scan, "{}");
        reads(".title .state", "Aborted");
    }

    @Test
    void a_workflow_is_drawn_with_its_queues_and_its_dead_letters_are_sent_back() throws Exception {
        String workflow = fanOut();
        String numbers = queue(workflow, "numbers");
        try (Publisher publisher = works().broker().publisher(numbers, PublisherOptions.defaults());
                Subscription subscription = works().broker().subscribe(numbers, SubscriberOptions.defaults())) {
            publisher.publish(Message.of("e1", "x".getBytes(UTF_8))).get();
            Delivery delivery = Objects.requireNonNull(subscription.receive(Works.PATIENCE));
            delivery.reject("the number is cursed");
        }
        open("/workflow/" + workflow);
        reads("[data-queue=numbers] .cell-dead", "1");
        reads(".graph", "1 dead");
        assertThat(browser().all(".graph .task")).hasSize(2);
        assertThat(browser().all(".graph .queue")).hasSize(3);
        assertThat(browser().all(".graph .edge")).hasSize(4);
        assertThat(browser().one(".graph svg").getDomAttribute("aria-label"))
                .isEqualTo("square reads numbers and writes squares; add reads squares and writes sums");
        // What is put in stands left of who takes it, and so on to what comes out.
        assertThat(edges()).isSorted();
        focus("[data-queue=numbers] button");
        new Actions(browser().driver()).sendKeys(Keys.ENTER).perform();
        reads("#letters", "the number is cursed");
        reads("#letters", "e1");
        for (String theme : List.of("dark", "light")) {
            theme(theme);
            assertThat(browser().barriers()).describedAs(theme).isEmpty();
            browser().picture("workflow-" + theme);
        }
        focus("#letters .redrive");
        new Actions(browser().driver()).sendKeys(Keys.ENTER).perform();
        browser().driver().switchTo().alert().accept();
        reads("#letters", "1 were sent back");
        reads("#letters", "None");
        reads("[data-queue=numbers] .cell-dead", "0");
        await().atMost(Works.PATIENCE)
                .until(() -> works().broker().depth(numbers).ready() == 1);
    }

    private List<Double> edges() {
        return List.of("numbers", "square", "squares", "add", "sums").stream()
                .map(name -> browser().all(".graph .node").stream()
                        .filter(each -> each.findElement(org.openqa.selenium.By.cssSelector(".name"))
                                .getText()
                                .equals(name))
                        .map(each -> (double) each.getRect().getX())
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private void focus(String selector) {
        browser().driver().executeScript("document.querySelector(arguments[0]).focus()", selector);
    }

    private void theme(String theme) {
        browser()
                .driver()
                .executeScript(
                        "const t = document.getElementById('theme'); t.value = arguments[0]; t.dispatchEvent(new Event('change'))",
                        theme);
    }

    @Test
    void the_focus_stays_where_it_is_while_the_page_changes() throws Exception {
        String workflow = fanOut();
        String numbers = queue(workflow, "numbers");
        open("/workflow/" + workflow);
        reads("[data-queue=numbers]", "numbers");
        focus("[data-queue=numbers] button");
        try (Publisher publisher = works().broker().publisher(numbers, PublisherOptions.defaults())) {
            publisher.publish(Message.of("e1", "x".getBytes(UTF_8))).get();
        }
        reads(".graph", "1 ready");
        assertThat(browser().driver().switchTo().activeElement().getDomAttribute("data-alias"))
                .isEqualTo("numbers");
    }

    @Test
    void more_workers_are_asked_for_on_the_scan_s_page_and_the_log_tells_how_it_went() throws IOException {
        String scan = scan();
        String workflow = workflow(scan);
        open("/scan/" + scan);
        reads("[aria-label=Workforce]", "here");
        WebElement number = browser().one("#more-workers");
        number.clear();
        number.sendKeys("0", Keys.ENTER);
        reads("#more-problem", "at least 1");
        number.clear();
        WebElement place = browser().one("#more-place");
        assertThat(place.getDomProperty("value")).isEqualTo("local");
        place.sendKeys("-nowhere");
        number.sendKeys("3", Keys.ENTER);
        reads("#more-problem", "failed to request additional workers");
        place.clear();
        place.sendKeys("local", Keys.ENTER);
        reads("#announcements", "3 more workers were asked for");
        holds("document.querySelectorAll('[aria-label=Workforce] tbody tr').length === 2");
        assertThat(browser().barriers()).isEmpty();
        works().pilot(workflow);
        reads(".state", "Finished");
        reads(".log", "Workflow " + workflow + " was asked for workers");
        reads(".log", "nside 1: all 12 pixels are done");
        reads(".log", "The final result is here");
        holds("document.querySelector('form.inline').hidden");
        browser().picture("scan-workforce");
        assertThat(browser().complaints()).allMatch(each -> each.contains("add-workers"));
    }
}
