package org.ewms.bench.wms;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bson.Document;
import org.ewms.store.EmbeddedStore;

/** What there is to beat: a handler that does one read by an indexed field, or one durable write, and nothing else. */
public final class BareHandler implements AutoCloseable {
    private final EmbeddedStore store;
    private final MongoClient mongo;
    private final MongoCollection<Document> documents;
    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /** @param directory of its store */
    public BareHandler(Path directory) {
        store = EmbeddedStore.start(directory, "127.0.0.1", 0);
        mongo = MongoClients.create("mongodb://" + store.address());
        documents = mongo.getDatabase("bare")
                .getCollection("documents")
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        documents.createIndex(Indexes.ascending("workflow_id"), new IndexOptions().unique(true));
        server = vertx.createHttpServer()
                .requestHandler(request ->
                        request.body().onSuccess(body -> threads.execute(() -> answer(request, body))))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Where it answers. */
    public String address() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Puts a document there to be read by its {@code workflow_id}. */
    public void insert(String json) {
        documents.insertOne(Document.parse(json));
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String reply;
        if (request.method().equals(HttpMethod.POST)) {
            Document document = Document.parse(body.toString());
            documents.insertOne(document);
            reply = document.toJson();
        } else {
            String id = request.path().substring(1);
            reply = Objects.requireNonNull(
                            documents.find(Filters.eq("workflow_id", id)).first(), id)
                    .toJson();
        }
        request.response().putHeader("Content-Type", "application/json").end(reply);
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        threads.close();
        mongo.close();
        store.close();
    }
}
