package org.ewms.tms.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ewms.batch.Launch;
import org.ewms.batch.Resources;
import org.ewms.batch.SubmitRequest;
import org.ewms.tms.Site;

/** What an offer asks of a site's batch system. Pure. */
public final class Requests {
    private Requests() {}

    /**
     * The request.
     *
     * @throws IllegalArgumentException naming the field of the workflow that is wrong
     */
    public static SubmitRequest of(Offer offer, Site site) {
        JsonNode workers = offer.taskforce().path("n_workers");
        if (!workers.canConvertToInt() || workers.asInt() < 1) {
            throw new IllegalArgumentException(
                    "n_workers must be a number >= 1 for site " + site.name() + ", is " + workers);
        }
        JsonNode config = offer.taskforce().path("worker_config");
        PilotEnvironment environment = PilotEnvironment.of(offer, site);
        return new SubmitRequest(
                offer.submission(),
                offer.uuid(),
                Math.min(workers.asInt(), site.maxWorkers()),
                launch(offer, site),
                environment.variables(),
                environment.secrets(),
                new Resources(
                        Math.max(1, config.path("n_cores").asInt(1)),
                        ByteSize.of(config.path("worker_memory"), "worker_memory"),
                        ByteSize.of(config.path("worker_disk"), "worker_disk"),
                        Duration.ofSeconds(
                                Math.max(0, config.path("max_worker_runtime").asLong()))),
                config.path("priority").asInt(),
                config.path("condor_requirements").asText(""),
                inputFiles(offer, site),
                config.path("do_transfer_worker_stdouterr").asBoolean(),
                site.directory().resolve(Chores.DIRECTORY + offer.uuid()));
    }

    private static Launch launch(Offer offer, Site site) {
        return switch (site.pilot()) {
            case Site.Pilot.Command command -> new Launch.Command(command.words());
            case Site.Pilot.Images images ->
                new Launch.Image(images.base() + ":"
                        + offer.taskforce().path("pilot_config").path("tag").asText("latest"));
        };
    }

    /** Users name files of this machine: only those of directories that the site opens to them. */
    private static List<String> inputFiles(Offer offer, Site site) {
        List<String> all = new ArrayList<>();
        for (JsonNode each : offer.taskforce().path("pilot_config").path("input_files")) {
            Path file = Path.of(each.asText()).toAbsolutePath().normalize();
            if (site.inputFiles().stream().noneMatch(file::startsWith)) {
                throw new IllegalArgumentException(
                        "input file " + each.asText() + " is in none of the directories that site " + site.name()
                                + " opens to users: " + site.inputFiles());
            }
            all.add(file.toString());
        }
        return all;
    }
}
