package org.ewms.skydriver.internal.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.ewms.service.Role;
import org.ewms.skydriver.ScanDoor;
import org.ewms.skydriver.internal.sky.Skies;
import org.ewms.skydriver.internal.store.Course;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skydriver.internal.store.News;
import org.ewms.skydriver.internal.store.Scans;
import org.ewms.skymap.SkymapException;
import org.ewms.store.DocumentDatabase;

/** The service from within its process. */
public record OpenDoor(DocumentDatabase database, ScanDesk desk, Scans scans, Skies skies, News news)
        implements ScanDoor {
    /** Whose turn the scans of alerts take in the backlog. */
    private static final String SUBMITTER = "alerts";

    @Override
    public List<? extends Role> users() {
        return List.of(SkyRole.USER);
    }

    @Override
    public String keepEvent(String text) {
        return desk.keepEvent(text);
    }

    @Override
    public String newId() {
        return desk.newId();
    }

    @Override
    public void check(JsonNode request) {
        desk.check(request);
    }

    @Override
    public void submit(String id, JsonNode request) {
        if (scans.get(id).isEmpty()) {
            desk.submit(id, SUBMITTER, request);
        }
    }

    @Override
    public void abort(String id) {
        if (scans.get(id)
                .filter(each -> !each.course().complete() && !each.manifest().deleted())
                .isPresent()) {
            desk.abort(id);
        }
    }

    @Override
    public Standing standing(String id) {
        Optional<KeptScan> found = scans.get(id);
        if (found.isEmpty()) {
            return new Standing.Unknown();
        }
        KeptScan scan = found.get();
        if (scan.course().complete()) {
            return done(scan);
        }
        if (scan.manifest().deleted()) {
            return new Standing.Ended("the scan was deleted");
        }
        return scan.course().stage() == Course.Stage.OVER
                ? new Standing.Ended(Objects.requireNonNullElse(scan.course().trouble(), scan.state()))
                : new Standing.Going();
    }

    private Standing done(KeptScan scan) {
        try {
            return new Standing.Done(skies.of(scan).orElseThrow().summary());
        } catch (SkymapException e) {
            return new Standing.Ended("the result is no sky map: " + e.getMessage());
        }
    }

    @Override
    public void changed(String name) {
        news.changed(name);
    }

    @Override
    public long lastChange() {
        return news.last();
    }

    @Override
    public boolean awaitChange(long number, long millis) throws InterruptedException {
        return news.await(number, millis);
    }
}
