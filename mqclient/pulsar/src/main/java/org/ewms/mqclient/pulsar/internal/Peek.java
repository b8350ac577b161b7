package org.ewms.mqclient.pulsar.internal;

import java.util.ArrayList;
import java.util.List;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageIdAdv;
import org.apache.pulsar.client.api.Reader;
import org.apache.pulsar.client.impl.MessageIdImpl;

/** Reads a topic beside its subscription and skips what that one is done with. */
record Peek(Link link, String topic, Acknowledged done) {
    private static final int MOST_AT_ONCE = 100;

    List<org.ewms.mqclient.Message> messages(int max) throws Exception {
        List<org.ewms.mqclient.Message> found = new ArrayList<>();
        try (Reader<byte[]> reader = link.await(
                link.session()
                        .client()
                        .newReader()
                        .topic(topic)
                        .startMessageId(new MessageIdImpl(
                                done.upTo().ledger(), done.upTo().entry(), -1))
                        .receiverQueueSize(Math.clamp(max, 1, MOST_AT_ONCE))
                        .createAsync(),
                Reader::closeAsync)) {
            while (found.size() < max && link.await(reader.hasMessageAvailableAsync(), unused -> {})) {
                Message<byte[]> next = link.await(reader.readNextAsync(), unused -> {});
                if (!isDone(next)) {
                    found.add(Wire.decode(next));
                }
            }
        }
        return List.copyOf(found);
    }

    private boolean isDone(Message<byte[]> message) {
        return message.getMessageId() instanceof MessageIdAdv id
                && done.contains(new Acknowledged.Position(id.getLedgerId(), id.getEntryId()));
    }
}
