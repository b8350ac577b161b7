package org.ewms.skydriver;

import java.util.List;
import org.ewms.service.OpenApi;
import org.ewms.service.Route;

/** What runs beside the service, in its process: with routes of its own, documents in its database, and scans that it asks for. */
public interface Annex extends AutoCloseable {
    /** Routes beside those of the service, which they must not hide. */
    List<Route> routes();

    /** What its routes' requests are held against. */
    List<OpenApi> documents();

    /**
     * What is told to who follows the stream when something of this name changed, which is none of the scans.
     *
     * @param name as given to {@link ScanDoor#changed}
     */
    java.util.Optional<Told> told(String name);

    /** An event of the stream. @param data written as JSON */
    record Told(String event, Object data) {}

    /** The service answers now. @param here by which URL others reach it, without a slash at its end */
    void begin(String here);

    @Override
    void close();

    /** Makes one, before the service answers. */
    @FunctionalInterface
    interface Maker {
        Annex make(ScanDoor door);
    }
}
