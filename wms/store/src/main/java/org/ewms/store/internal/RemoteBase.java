package org.ewms.store.internal;

import com.mongodb.client.MongoClient;
import java.util.function.Supplier;
import org.bson.Document;

/** A MongoDB, or what speaks its protocol: each change is durable when it is confirmed. */
public record RemoteBase(MongoClient client, boolean shared) implements DocumentBase {
    @Override
    public Documents collection(String database, String name) {
        return new RemoteDocuments(client.getDatabase(database).getCollection(name));
    }

    @Override
    public <T> T together(Supplier<T> changes) {
        return changes.get();
    }

    @Override
    public void check() {
        client.getDatabase("admin").runCommand(new Document("ping", 1));
    }

    @Override
    public void close() {
        client.close();
    }
}
