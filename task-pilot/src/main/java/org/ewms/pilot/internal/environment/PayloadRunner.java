package org.ewms.pilot.internal.environment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.codec.MalformedPayloadException;
import org.ewms.mqclient.codec.MqClientCodec;
import org.ewms.mqclient.codec.Payload;
import org.ewms.pilot.FailureKind;
import org.ewms.pilot.TaskOutcome;
import org.ewms.pilot.TaskRunner;

/**
 * Between the message bodies of the Python MQClient and the files of tasks. A text is written into the infile as it is; any other data only
 * as JSON, into an infile with that extension. An outfile with extension json is read as JSON, any other as text.
 */
final class PayloadRunner implements TaskRunner {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();

    private final TaskRunner inner;
    private final boolean jsonIn;
    private final boolean jsonOut;
    private final MqClientCodec codec = MqClientCodec.defaults();

    PayloadRunner(TaskRunner inner, boolean jsonIn, boolean jsonOut) {
        this.inner = inner;
        this.jsonIn = jsonIn;
        this.jsonOut = jsonOut;
    }

    @Override
    public TaskOutcome run(Attempt attempt) throws InterruptedException {
        Message event = attempt.event();
        byte[] infile;
        try {
            infile = infile(codec.decode(event.body()).data());
        } catch (MalformedPayloadException e) {
            return new TaskOutcome.Poison(String.valueOf(e.getMessage()));
        } catch (JacksonException e) {
            return new TaskOutcome.Failed(
                    "InvalidDataForInfileException: " + e.getOriginalMessage(), FailureKind.RESULT);
        }
        TaskOutcome outcome =
                inner.run(new Attempt(new Message(event.id(), infile, event.headers()), attempt.number()));
        return outcome instanceof TaskOutcome.Done(List<Message> results) ? encode(results) : outcome;
    }

    private byte[] infile(JsonNode data) throws JacksonException {
        if (data.isTextual()) {
            return data.textValue().getBytes(UTF_8);
        }
        if (!jsonIn) {
            throw new com.fasterxml.jackson.databind.JsonMappingException(
                    null,
                    "the event is no text but " + data.getNodeType() + ", which needs EWMS_PILOT_INFILE_EXT=.json");
        }
        return JSON.writeValueAsBytes(data);
    }

    private TaskOutcome encode(List<Message> results) {
        List<Message> encoded = new ArrayList<>();
        for (Message result : results) {
            try {
                byte[] body = codec.encode(Payload.of(outfile(result.body())));
                encoded.add(new Message(result.id(), body, result.headers()));
            } catch (CharacterCodingException e) {
                return unusable("is not UTF-8 text; put binary data as base64");
            } catch (JacksonException e) {
                return unusable("is no JSON: " + e.getOriginalMessage());
            } catch (IllegalArgumentException e) {
                return unusable("cannot be sent: " + e.getMessage());
            }
        }
        return new TaskOutcome.Done(encoded);
    }

    private static TaskOutcome unusable(String why) {
        return new TaskOutcome.Failed("the task's outfile " + why, FailureKind.RESULT);
    }

    private JsonNode outfile(byte[] content) throws CharacterCodingException, JacksonException {
        String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        return jsonOut ? JSON.readTree(text) : TextNode.valueOf(text);
    }

    @Override
    public void close() {
        inner.close();
    }
}
