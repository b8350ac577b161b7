package org.ewms.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** OpenAPI documents as one page for people; it needs nothing from elsewhere. */
public final class ManualPage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STYLE = """
            body{font:16px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
            h2{border-bottom:1px solid #ccc;margin-top:2.5rem} section{margin:1.2rem 0} code,pre{font:14px/1.4 ui-monospace,monospace}
            pre{background:#f5f5f5;padding:.8rem;overflow:auto;max-height:30rem} .m{display:inline-block;min-width:3.5rem;font-weight:bold}
            @media(prefers-color-scheme:dark){body{background:#181818;color:#ddd} pre{background:#242424} a{color:#8bf}}""";

    private ManualPage() {}

    /** The page of these documents, in their order. */
    public static String of(List<OpenApi> documents) {
        StringBuilder page = new StringBuilder("<!doctype html><html lang=en><meta charset=utf-8>"
                + "<meta name=viewport content='width=device-width'><title>EWMS: REST API</title><style>" + STYLE
                + "</style><h1>EWMS: REST API</h1>");
        documents.forEach(each -> append(page, read(each)));
        return page.append("</html>").toString();
    }

    private static void append(StringBuilder page, JsonNode document) {
        page.append("<h2>")
                .append(escaped(document.at("/info/title").asText()))
                .append(' ')
                .append(escaped(document.at("/info/version").asText()))
                .append("</h2><p>")
                .append(escaped(document.at("/info/description").asText()))
                .append("</p>");
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operation(page, method.getKey(), path.getKey(), method.getValue())));
        page.append("<h2>Bodies</h2>");
        document.at("/components/schemas")
                .properties()
                .forEach(schema -> page.append("<section id='")
                        .append(escaped(schema.getKey()))
                        .append("'><details><summary><code>")
                        .append(escaped(schema.getKey()))
                        .append("</code></summary>")
                        .append(pretty(schema.getValue()))
                        .append("</details></section>"));
    }

    private static void operation(StringBuilder page, String method, String path, JsonNode operation) {
        page.append("<section><span class=m>")
                .append(escaped(method.toUpperCase(java.util.Locale.ROOT)))
                .append("</span> <code>")
                .append(escaped(path))
                .append("</code><br>")
                .append(escaped(operation.path("summary").asText()));
        for (Map.Entry<String, String> part : List.of(
                Map.entry("parameters", "arguments"),
                Map.entry("requestBody", "body"),
                Map.entry("responses", "answers"))) {
            if (operation.has(part.getKey())) {
                page.append("<details><summary>")
                        .append(part.getValue())
                        .append("</summary>")
                        .append(pretty(operation.path(part.getKey())))
                        .append("</details>");
            }
        }
        page.append("</section>");
    }

    /** JSON with its references as links. */
    private static String pretty(JsonNode node) {
        return "<pre>"
                + escaped(node.toPrettyString()).replaceAll("#/components/schemas/(\\w+)", "<a href='#$1'>$1</a>")
                + "</pre>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;");
    }

    private static JsonNode read(OpenApi document) {
        try {
            return JSON.readTree(document.text());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
