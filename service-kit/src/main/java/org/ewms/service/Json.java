package org.ewms.service;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigDecimal;

/** Reads and writes bodies. */
final class Json {
    private final ObjectMapper mapper = new ObjectMapper();

    /** Times are numbers of ten digits and a fraction; nobody wants to read them with an exponent. */
    private static final class PlainDoubles extends StdSerializer<Double> {
        private static final long serialVersionUID = 1;

        PlainDoubles() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeNumber(BigDecimal.valueOf(value).toPlainString());
        }
    }

    Json() {
        mapper.registerModule(new SimpleModule().addSerializer(Double.class, new PlainDoubles()));
    }

    byte[] write(Object body) {
        try {
            return body instanceof byte[] written ? written : mapper.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The object of a body; empty when there is no body.
     *
     * @throws ApiException 400 when it is not a JSON object
     */
    JsonNode read(ReceivedBody body) {
        if (body.size() == 0) {
            return mapper.createObjectNode();
        }
        try {
            JsonNode read = mapper.readTree(body.stream());
            if (read == null || !read.isObject()) {
                throw ApiException.badRequest("the body must be a JSON object");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest("the body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
