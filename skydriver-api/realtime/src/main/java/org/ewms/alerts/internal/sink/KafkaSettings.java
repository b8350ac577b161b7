package org.ewms.alerts.internal.sink;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/** What consumers and producers of Kafka have in common. */
public final class KafkaSettings {
    private KafkaSettings() {}

    /**
     * Settings of a client.
     *
     * @param properties file with further ones, read anew; null for none
     * @throws IllegalArgumentException naming the file when it cannot be read
     */
    public static Map<String, Object> of(String servers, @Nullable Path properties) {
        Map<String, Object> settings = new HashMap<>();
        if (properties != null) {
            Properties read = new Properties();
            try (Reader in = Files.newBufferedReader(properties)) {
                read.load(in);
            } catch (IOException e) {
                throw new IllegalArgumentException("the file of properties " + properties + " cannot be read: " + e, e);
            }
            read.stringPropertyNames().forEach(name -> settings.put(name, read.getProperty(name)));
        }
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        return settings;
    }
}
