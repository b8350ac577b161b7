package org.ewms.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondaryIndexTest {
    private final SecondaryIndex index =
            new SecondaryIndex("i", List.of(new IndexKey("a.b", true), new IndexKey("_id", true)), false);
    private H2Backend backend;
    private MongoCollection<Object> collection;

    @BeforeEach
    @SuppressWarnings("unchecked")
    void start() {
        backend = H2Backend.inMemory();
        collection = (MongoCollection<Object>) new IndexedDatabase(
                        "d", backend.getMvStore(), new de.bwaldvogel.mongo.backend.CursorRegistry())
                .createCollectionOrThrowIfExists("c", de.bwaldvogel.mongo.backend.CollectionOptions.withDefaults());
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    private static Document document(int id, Object value) {
        return new Document("_id", id).append("a", new Document("b", value));
    }

    private static Document where(Object condition) {
        return new Document("a.b", condition);
    }

    private void add(int id, Object value) {
        index.add(document(id, value), id, collection);
    }

    @Test
    void only_those_with_the_value_are_looked_at() {
        add(1, "x");
        add(2, "y");
        add(3, "x");
        assertThat(index.getPositions(where("x"))).containsExactly(1, 3);
        assertThat(index.getPositions(where(new Document("$in", List.of("y", "x", "z")))))
                .containsExactlyInAnyOrder(2, 1, 3);
        assertThat(index.getPositions(where("z"))).isEmpty();
    }

    @Test
    void numbers_are_alike_whatever_their_type() {
        add(1, 5L);
        add(2, 5.0);
        assertThat(index.getPositions(where(5))).containsExactly(1, 2);
    }

    @Test
    void a_document_moves_with_its_value_and_goes_when_it_is_removed() {
        add(1, "x");
        index.updateInPlace(document(1, "x"), document(1, "y"), 1, collection);
        assertThat(index.getPositions(where("x"))).isEmpty();
        assertThat(index.getPositions(where("y"))).containsExactly(1);
        index.remove(document(1, "y"));
        assertThat(index.getPositions(where("y"))).isEmpty();
        assertThat(index.isEmpty()).isTrue();
    }

    @Test
    void it_helps_where_the_value_is_one_of_what_must_hold_and_nowhere_else() {
        assertThat(index.canHandle(where("x").append("other", 1))).isTrue();
        assertThat(index.canHandle(new Document("$and", List.of(new Document("other", 1), where("x")))))
                .isTrue();
        assertThat(index.canHandle(new Document("$or", List.of(new Document("other", 1), where("x")))))
                .isFalse();
        assertThat(index.canHandle(where(new Document("$ne", "x")))).isFalse();
        assertThat(index.canHandle(new Document("other", 1))).isFalse();
    }
}
