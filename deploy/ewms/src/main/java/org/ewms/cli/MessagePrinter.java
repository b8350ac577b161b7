package org.ewms.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.codec.MalformedPayloadException;
import picocli.CommandLine.Option;

/** Prints messages to standard output: the bodies, a line each, or all that is known of them as JSON lines. */
final class MessagePrinter {
    @Option(
            names = "--format",
            description = "What the bodies are: raw, or mqclient for those of the Python MQClient, shown as JSON"
                    + " (default: ${DEFAULT-VALUE}).")
    BodyFormat format = BodyFormat.RAW;

    @Option(
            names = "--output-mode",
            description = "text: each body and a line end; json: one object a line, with id, headers and body"
                    + " (default: ${DEFAULT-VALUE}).")
    OutputMode mode = OutputMode.TEXT;

    /**
     * Prints one; {@code attempt} 0 is not shown.
     *
     * @throws IOException when nobody reads standard output any more
     */
    void print(Console console, Message message, int attempt) throws IOException {
        byte[] line;
        try {
            line = line(message, attempt);
        } catch (MalformedPayloadException e) {
            throw new MalformedPayloadException(
                    "message " + message.id() + ": " + e.getMessage() + "; try --format raw", e);
        }
        console.out().write(line);
        console.out().println();
        if (console.out().checkError()) {
            throw new IOException("standard output was closed; message " + message.id() + " stays in the queue");
        }
    }

    private byte[] line(Message message, int attempt) {
        if (mode == OutputMode.TEXT) {
            return format.show(message.body());
        }
        ObjectNode node = Json.object().put("id", message.id());
        if (attempt > 0) {
            node.put("attempt", attempt);
        }
        ObjectNode headers = node.putObject("headers");
        message.headers().forEach(headers::put);
        format.describe(message.body(), node);
        return Json.line(node).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
