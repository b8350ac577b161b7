package org.ewms.alerts.internal.rules;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.alerts.AlertsFile;
import org.ewms.alerts.Issuer;
import org.ewms.alerts.ListenerPlan;
import org.ewms.alerts.Rule;
import org.ewms.alerts.SinkPlan;
import org.jspecify.annotations.Nullable;

/** Reads listeners, sinks and issuer; {@link RuleReader} reads rules. */
public final class AlertsFileReader {
    private static final String NAME = "[A-Za-z0-9_-]{1,60}";

    private final Path home;

    private AlertsFileReader(Path home) {
        this.home = home;
    }

    /** @param home what paths in the file are relative to */
    public static AlertsFile read(String file, String text, Path home) {
        return new AlertsFileReader(home).file(Entry.read(file, text));
    }

    private AlertsFile file(Entry all) {
        all.only("listen", "rules", "sinks", "issuer");
        List<ListenerPlan> listeners = new ArrayList<>();
        all.field("listen")
                .ifPresent(listen ->
                        listen.members().forEach((name, each) -> listeners.add(listener(named(name, each), each))));
        Map<String, SinkPlan> sinks = new LinkedHashMap<>();
        all.field("sinks")
                .ifPresent(entry ->
                        entry.members().forEach((name, each) -> sinks.put(named(name, each), sink(name, each))));
        List<Rule> rules = new ArrayList<>();
        RuleReader reader = new RuleReader(sinks.keySet());
        for (Entry each :
                all.needed("rules", "[{name: everything, prompt: {…}}]").items()) {
            Rule rule = reader.rule(each);
            if (rules.stream().anyMatch(before -> before.name().equals(rule.name()))) {
                throw each.wrong("has the name '" + rule.name() + "' of a rule before; give it another");
            }
            rules.add(rule);
        }
        return new AlertsFile(
                listeners, rules, sinks, all.field("issuer").map(this::issuer).orElseGet(Issuer::usual));
    }

    private static String named(String name, Entry entry) {
        if (!name.matches(NAME)) {
            throw entry.wrong("must have a name of letters, digits, - and _, at most 60, is '" + name + "'");
        }
        return name;
    }

    private ListenerPlan listener(String name, Entry entry) {
        return switch (kind(entry, "folder", "queue", "kafka")) {
            case "folder" -> {
                entry.only("folder", "every", "settled");
                yield new ListenerPlan.Folder(
                        name, path(entry, "folder"), seconds(entry, "every", 1), seconds(entry, "settled", 2));
            }
            case "queue" -> {
                entry.only("queue", "broker", "credential");
                yield new ListenerPlan.Queue(
                        name, broker(entry), text(entry, "queue", "alerts"), secret(entry, "credential"));
            }
            default -> {
                entry.only("kafka", "servers", "group", "properties");
                yield new ListenerPlan.Kafka(
                        name,
                        text(entry, "servers", "HOST:9092"),
                        entry.needed("kafka", "[topic]").texts(),
                        entry.field("group").map(Entry::text).orElse("ewms-alerts"),
                        secret(entry, "properties"));
            }
        };
    }

    private SinkPlan sink(String name, Entry entry) {
        SinkPlan.Format format = switch (entry.field("format")
                .map(each -> each.oneOf("gcn", "voevent", "record"))
                .orElse("gcn")) {
            case "gcn" -> SinkPlan.Format.GCN;
            case "voevent" -> SinkPlan.Format.VOEVENT;
            default -> SinkPlan.Format.RECORD;
        };
        return switch (kind(entry, "webhook", "folder", "queue", "kafka")) {
            case "webhook" -> {
                entry.only("webhook", "token", "format");
                yield new SinkPlan.Webhook(
                        name,
                        format,
                        entry.needed("webhook", "https://HOST/PATH").read(AlertsFileReader::uri),
                        secret(entry, "token"));
            }
            case "folder" -> {
                entry.only("folder", "format");
                yield new SinkPlan.Folder(name, format, path(entry, "folder"));
            }
            case "queue" -> {
                entry.only("queue", "broker", "credential", "format");
                yield new SinkPlan.Queue(
                        name, format, broker(entry), text(entry, "queue", "notices"), secret(entry, "credential"));
            }
            default -> {
                entry.only("kafka", "servers", "properties", "format");
                yield new SinkPlan.Kafka(
                        name,
                        format,
                        text(entry, "servers", "HOST:9092"),
                        text(entry, "kafka", "topic"),
                        secret(entry, "properties"));
            }
        };
    }

    private static URI uri(String text) {
        URI uri = URI.create(text);
        if (!List.of("http", "https").contains(String.valueOf(uri.getScheme())) || uri.getHost() == null) {
            throw new IllegalArgumentException("it must begin with http:// or https:// and name a host");
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "it must not hold a password; put a bearer token into a file and name that as token");
        }
        return uri;
    }

    private static String kind(Entry entry, String... kinds) {
        List<String> found = java.util.Arrays.stream(kinds)
                .filter(each -> entry.members().containsKey(each))
                .toList();
        if (found.size() != 1) {
            throw entry.wrong("must have exactly one of the fields " + String.join(", ", kinds) + ", has "
                    + (found.isEmpty() ? "none" : String.join(" and ", found)));
        }
        return found.getFirst();
    }

    private static String text(Entry entry, String name, String example) {
        return entry.needed(name, example).text();
    }

    private static String broker(Entry entry) {
        return entry.needed("broker", "nats://HOST:4222").read(text -> {
            URI uri = URI.create(text);
            if (uri.getScheme() == null) {
                throw new IllegalArgumentException("it has no scheme, expected something like nats://HOST:4222");
            }
            return text;
        });
    }

    private static Duration seconds(Entry entry, String name, int usual) {
        double seconds = entry.field(name).map(Entry::number).orElse((double) usual);
        if (!(seconds > 0 && seconds <= 3600)) {
            throw entry.needed(name, "" + usual).wrong("must be above 0 and at most 3600 seconds, is " + seconds);
        }
        return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
    }

    private Path path(Entry entry, String name) {
        return home.resolve(entry.needed(name, "DIRECTORY").text()).normalize();
    }

    private @Nullable Path secret(Entry entry, String name) {
        Optional<Entry> field = entry.field(name);
        if (field.isEmpty()) {
            return null;
        }
        Path file = home.resolve(field.get().text()).normalize();
        if (!java.nio.file.Files.isReadable(file)) {
            throw field.get().wrong("must name a file that can be read; there is no " + file);
        }
        return file;
    }

    private Issuer issuer(Entry entry) {
        entry.only("ivorn", "contact", "email", "instrument", "url");
        Issuer usual = Issuer.usual();
        String ivorn = entry.field("ivorn").map(Entry::text).orElse(usual.ivorn());
        if (!ivorn.matches("ivo://[A-Za-z0-9._-]+(/[A-Za-z0-9._/-]+)?")) {
            throw entry.needed("ivorn", usual.ivorn())
                    .wrong("must be like ivo://org.example/alerts, is '" + ivorn + "'");
        }
        return new Issuer(
                ivorn,
                entry.field("contact").map(Entry::text).orElse(usual.contact()),
                entry.field("email").map(Entry::text).orElse(null),
                entry.field("instrument").map(Entry::text).orElse(usual.instrument()),
                entry.field("url")
                        .map(each -> each.read(AlertsFileReader::uri).toString().replaceFirst("/+$", ""))
                        .orElse(null));
    }
}
