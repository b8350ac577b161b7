package org.ewms.store.internal;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.Set;
import org.h2.mvstore.MVStore;

/** Writes each change to the file before it is confirmed; the back end as published confirms first and writes a second later. */
public final class DurableBackend extends H2Backend {
    private static final Set<String> READS = Set.of(
            "find",
            "getMore",
            "aggregate",
            "count",
            "distinct",
            "ping",
            "hello",
            "isMaster",
            "ismaster",
            "buildInfo",
            "killCursors",
            "listCollections",
            "listIndexes",
            "endSessions");

    private final GroupCommit commits;

    public DurableBackend(MVStore store) {
        super(store);
        this.commits = new GroupCommit(store::commit);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new IndexedDatabase(name, getMvStore(), getCursorRegistry());
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        Document answer = super.handleCommand(channel, database, command, query);
        if (!READS.contains(command)) {
            commit();
        }
        return answer;
    }

    /** A collection, made if absent. */
    BsonCollection collection(String database, String name) {
        return database(database).collection(name);
    }

    /** Has an index made where it is missing. */
    void index(String database, Document description) {
        database(database).index(description);
    }

    private IndexedDatabase database(String name) {
        return (IndexedDatabase) resolveDatabase(name);
    }

    /** Returns when all that this thread has changed is in the file. */
    @Override
    public void commit() {
        commits.await();
    }
}
