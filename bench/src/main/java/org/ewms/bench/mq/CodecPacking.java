package org.ewms.bench.mq;

import com.fasterxml.jackson.databind.node.TextNode;
import org.ewms.mqclient.codec.MqClientCodec;
import org.ewms.mqclient.codec.Payload;

/** The Python MQClient's body format, by our codec. */
final class CodecPacking implements Packing {
    private final MqClientCodec codec = MqClientCodec.defaults();
    private final String text;

    CodecPacking(String text) {
        this.text = text;
    }

    @Override
    public byte[] pack() {
        return codec.encode(Payload.of(TextNode.valueOf(text)));
    }

    @Override
    public void unpack(byte[] body) {
        Packing.check(codec.decode(body).data().textValue().length() == text.length());
    }
}
