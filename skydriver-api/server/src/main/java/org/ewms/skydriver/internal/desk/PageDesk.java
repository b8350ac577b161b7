package org.ewms.skydriver.internal.desk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.ewms.service.Call;
import org.ewms.service.Reply;
import org.jspecify.annotations.Nullable;

/** The page: files of the class path, where there are any. */
public final class PageDesk {
    private static final String FOLDER = "/org/ewms/skydriver/page/";
    private static final String POLICY = "default-src 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    /** {@code GET /}: the page for who reads pages, an empty object for others. */
    public Reply root(Call call) {
        boolean page =
                call.header("accept").filter(each -> each.contains("text/html")).isPresent();
        return page ? file("index.html").orElseGet(Reply::nothing) : Reply.nothing();
    }

    /** {@code GET /page/PATH}. */
    public Reply asset(Call call) {
        return file(call.id("path")).orElseThrow(Lookup::missing);
    }

    private static Optional<Reply> file(String path) {
        @Nullable String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || path.contains("..") || path.startsWith("/")) {
            return Optional.empty();
        }
        try (@Nullable InputStream in = PageDesk.class.getResourceAsStream(FOLDER + path)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new Reply(200, type, in.readAllBytes())
                            .with("Cache-Control", "no-cache")
                            .with("X-Content-Type-Options", "nosniff")
                            .with("Content-Security-Policy", POLICY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
