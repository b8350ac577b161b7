package org.ewms.batch.kubernetes.internal;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Breaks off answers that are longer than any that is expected. */
record AnswerLimit(long bytes) implements Interceptor {
    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
            AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
        AtomicLong seen = new AtomicLong();
        return (buffers, body) -> {
            long sum = buffers.stream().mapToLong(ByteBuffer::remaining).sum();
            if (seen.addAndGet(sum) > bytes) {
                throw new IOException("the answer has more than " + bytes + " bytes");
            }
            consumer.consume(buffers, body);
        };
    }
}
