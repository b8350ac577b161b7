package org.ewms.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An OpenAPI 3.1 document: served as it is, and what requests are held against. */
public final class OpenApi {
    private static final String ID = "urn:ewms:openapi";

    private final ObjectMapper json = new ObjectMapper();
    private final byte[] text;
    private final Function<List<Error>, String> wording;
    private final Map<String, Operation> operations = new HashMap<>();

    /** What a request of one method on one path must be. */
    private record Operation(@Nullable Schema body, boolean bodyRequired, Map<String, Parameter> query) {}

    private record Parameter(boolean required, Schema schema) {}

    /** @throws IllegalArgumentException when it is no OpenAPI document in JSON */
    public OpenApi(byte[] text) {
        this(text, OpenApi::text);
    }

    /**
     * @param wording says what is wrong with a body, of all errors found in it
     * @throws IllegalArgumentException when it is no OpenAPI document in JSON
     */
    public OpenApi(byte[] text, Function<List<Error>, String> wording) {
        this.text = text.clone();
        this.wording = wording;
        JsonNode root;
        try {
            root = json.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException("the OpenAPI document is not JSON: " + e.getMessage(), e);
        }
        if (!root.path("paths").isObject()) {
            throw new IllegalArgumentException("the OpenAPI document has no paths");
        }
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                Dialects.getOpenApi31(),
                builder -> builder.schemas(Map.of(ID, new String(text, StandardCharsets.UTF_8))));
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.put(
                                key(method.getKey(), path.getKey()),
                                operation(registry, path.getKey(), method.getKey(), method.getValue()))));
    }

    /** The document of this name among the resources beside a class, held against in the library's words. */
    public static OpenApi bundled(Class<?> beside, String name) {
        return bundled(beside, name, OpenApi::text);
    }

    /** The document of this name among the resources beside a class. */
    public static OpenApi bundled(Class<?> beside, String name, Function<List<Error>, String> wording) {
        try (var in = beside.getResourceAsStream(name)) {
            return new OpenApi(java.util.Objects.requireNonNull(in, name).readAllBytes(), wording);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document, byte for byte. */
    public byte[] text() {
        return text.clone();
    }

    /**
     * Holds a request against the document. A route that is not in it is not held against anything.
     *
     * @throws ApiException 400, naming each field and what is wrong with it
     */
    void check(Route route, Map<String, String> query, JsonNode body) {
        Operation operation = operations.get(key(route.method(), route.template()));
        if (operation == null) {
            return;
        }
        operation.query().forEach((name, parameter) -> check(name, parameter, query.get(name)));
        if (operation.body() == null || (body.isEmpty() && !operation.bodyRequired())) {
            return;
        }
        var errors = operation.body().validate(body);
        if (!errors.isEmpty()) {
            throw ApiException.badRequest(wording.apply(errors));
        }
    }

    private void check(String name, Parameter parameter, @Nullable String value) {
        if (value == null) {
            if (parameter.required()) {
                throw ApiException.badRequest("missing argument '" + name + "'");
            }
            return;
        }
        JsonNode node = typed(value, parameter.schema());
        parameter.schema().validate(node).stream().findFirst().ifPresent(error -> {
            throw ApiException.badRequest("argument '" + name + "' " + error.getMessage());
        });
    }

    private JsonNode typed(String value, Schema schema) {
        String type = schema.getSchemaNode().path("type").asText();
        try {
            return switch (type) {
                case "string" -> json.valueToTree(value);
                case "boolean" -> json.readTree(value.toLowerCase(Locale.ROOT));
                default -> json.readTree(value);
            };
        } catch (IOException e) {
            return json.valueToTree(value);
        }
    }

    private static String text(List<Error> errors) {
        return errors.stream().limit(5).map(OpenApi::text).distinct().collect(Collectors.joining("; "));
    }

    private static String text(Error error) {
        String where = error.getInstanceLocation().toString().replace("/", ".").replaceFirst("^\\.", "");
        return where.isEmpty() ? error.getMessage() : where + ": " + error.getMessage();
    }

    private static Operation operation(SchemaRegistry registry, String path, String method, JsonNode node) {
        String at = ID + "#/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method;
        Map<String, Parameter> query = new HashMap<>();
        JsonNode parameters = node.path("parameters");
        for (int i = 0; i < parameters.size(); i++) {
            JsonNode each = parameters.get(i);
            if (each.path("in").asText().equals("query")) {
                query.put(
                        each.path("name").asText(),
                        new Parameter(
                                each.path("required").asBoolean(),
                                schema(registry, at + "/parameters/" + i + "/schema")));
            }
        }
        JsonNode request = node.path("requestBody");
        Optional<Schema> body = request.at("/content/application~1json/schema").isMissingNode()
                ? Optional.empty()
                : Optional.of(schema(registry, at + "/requestBody/content/application~1json/schema"));
        return new Operation(body.orElse(null), request.path("required").asBoolean(), query);
    }

    private static Schema schema(SchemaRegistry registry, String location) {
        return registry.getSchema(SchemaLocation.of(location.replace("{", "%7B").replace("}", "%7D")));
    }

    /** Method and path, whatever the variables are called, with or without the version in front. */
    private static String key(String method, String path) {
        return method.toUpperCase(Locale.ROOT) + " "
                + path.replaceAll("\\{\\w+}", "{}").replaceFirst("^/v1(?=/)", "");
    }
}
