package org.ewms.alerts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where alerts are waited for. */
public sealed interface ListenerPlan {
    /** Its name in the file. */
    String name();

    /** What an alert's arrival says of where it came from. */
    String source();

    /**
     * Files of a folder, each taken once and left where it is.
     *
     * @param every how often it is looked into
     * @param settled how long a file must not have changed before it is taken
     */
    record Folder(String name, Path folder, Duration every, Duration settled) implements ListenerPlan {
        @Override
        public String source() {
            return "folder " + name;
        }
    }

    /** Messages of a queue. @param credential file with the broker's secret; null for none */
    record Queue(
            String name,
            String broker,
            String queue,
            @Nullable Path credential) implements ListenerPlan {
        @Override
        public String source() {
            return "queue " + queue;
        }
    }

    /** Records of Kafka topics. @param properties file with further settings of the client, secrets among them; null for none */
    record Kafka(
            String name,
            String servers,
            List<String> topics,
            String group,
            @Nullable Path properties) implements ListenerPlan {
        public Kafka {
            topics = List.copyOf(topics);
        }

        @Override
        public String source() {
            return "kafka " + String.join(",", topics);
        }
    }
}
