package org.ewms.alerts;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where notices go. */
public sealed interface SinkPlan {
    /** How notices are written. */
    enum Format {
        /** JSON of GCN's unified schema. */
        GCN,
        /** VOEvent 2.0. */
        VOEVENT,
        /** JSON with all that is known of the notice. */
        RECORD
    }

    /** Its name in the file. */
    String name();

    Format format();

    /** A POST to a URI. @param token file with the bearer token; null for none */
    record Webhook(
            String name, Format format, URI uri, @Nullable Path token) implements SinkPlan {}

    /** A file of a folder. */
    record Folder(String name, Format format, Path folder) implements SinkPlan {}

    /** A record of a Kafka topic. @param properties file with further settings of the client, secrets among them; null for none */
    record Kafka(
            String name,
            Format format,
            String servers,
            String topic,
            @Nullable Path properties) implements SinkPlan {}

    /** A message of a queue. @param credential file with the broker's secret; null for none */
    record Queue(
            String name,
            Format format,
            String broker,
            String queue,
            @Nullable Path credential) implements SinkPlan {}
}
