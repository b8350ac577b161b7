package org.ewms.store;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.ReadConcern;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a MongoDB is, and who we are to it.
 *
 * @param user null when it asks for nobody
 * @param password never printed
 * @param patience how long a call waits for the server to come back
 * @param shared whether other processes use it too
 */
public record MongoAddress(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        Duration patience,
        boolean shared) {
    public static MongoAddress of(String host, int port) {
        return new MongoAddress(host, port, null, null, Duration.ofSeconds(10), true);
    }

    public MongoAddress withUser(String name, String secret) {
        return new MongoAddress(host, port, name, secret, patience, shared);
    }

    /** Used by this process alone, and in it: it will answer, however busy the machine is. */
    public MongoAddress unshared() {
        return new MongoAddress(host, port, user, password, Duration.ofSeconds(60), false);
    }

    MongoClient connect() {
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyToClusterSettings(cluster -> cluster.hosts(List.of(new ServerAddress(host, port)))
                        .serverSelectionTimeout(patience.toMillis(), TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(32).maxWaitTime(30, TimeUnit.SECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(5, TimeUnit.SECONDS).readTimeout(30, TimeUnit.SECONDS))
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .readConcern(ReadConcern.MAJORITY)
                .retryWrites(shared)
                .applicationName("ewms");
        if (user != null && password != null) {
            settings.credential(MongoCredential.createCredential(user, "admin", password.toCharArray()));
        }
        return MongoClients.create(settings.build());
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
