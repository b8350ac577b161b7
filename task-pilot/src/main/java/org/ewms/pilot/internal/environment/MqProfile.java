package org.ewms.pilot.internal.environment;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.RefusedException;

/**
 * Where one queue is and what opens it.
 *
 * @param queue its name
 * @param uri of its broker, without a secret
 * @param user the user in the address, if any
 * @param secret token, or password of the address
 * @param secretFile where the token is kept instead, read anew at every connect
 */
public record MqProfile(
        String queue, String uri, Optional<String> user, Optional<String> secret, Optional<Path> secretFile) {
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:(?<scheme>[a-z+]+)://)?(?:(?<user>[^:@/]*)(?::(?<password>[^@]*))?@)?(?<host>[^:/@?]+)(?::(?<port>[0-9]{1,5}))?(?:/(?<vhost>[^?]*))?(?:\\?(?<settings>.+))?");

    /** All queues of one direction, from the variables that begin with {@code prefix}. */
    static List<MqProfile> of(Variables variables, String prefix) {
        List<String> names = variables.list(prefix, ";");
        List<Optional<String>> tokens = variables.forEach(prefix + "_AUTH_TOKEN", names.size());
        List<Optional<String>> files = variables.forEach(prefix + "_AUTH_TOKEN_FILE", names.size());
        List<Optional<String>> types = variables.forEach(prefix + "_BROKER_TYPE", names.size());
        List<Optional<String>> addresses = variables.forEach(prefix + "_BROKER_ADDRESS", names.size());
        List<MqProfile> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            all.add(of(
                    names.get(i),
                    types.get(i).orElse(""),
                    addresses.get(i).orElse("localhost"),
                    tokens.get(i),
                    files.get(i).map(Path::of)));
        }
        return all;
    }

    static MqProfile of(String queue, String type, String address, Optional<String> token, Optional<Path> tokenFile) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException("the broker address of queue " + queue
                    + " is malformed; expected [USER@]HOST[:PORT][/VHOST][?SETTINGS]");
        }
        Optional<String> user = Optional.ofNullable(parts.group("user")).filter(each -> !each.isEmpty());
        Optional<String> password = Optional.ofNullable(parts.group("password"));
        Optional<String> scheme = Optional.ofNullable(parts.group("scheme"));
        String port = parts.group("port") == null ? "" : ":" + parts.group("port");
        String at = parts.group("host") + port;
        String vhost = Optional.ofNullable(parts.group("vhost")).orElse("");
        String path = vhost.isEmpty() ? "" : "/" + encode(vhost);
        List<String> settings = new ArrayList<>();
        Optional.ofNullable(parts.group("settings")).ifPresent(settings::add);
        String uri = switch (type.strip().toLowerCase(Locale.ROOT)) {
            case "rabbitmq" -> {
                settings.addFirst("declare=mqclient");
                yield scheme.orElse("amqp") + "://" + at + path;
            }
            case "nats" -> {
                settings.addFirst("declare=mqclient");
                yield scheme.orElse("nats") + "://" + at;
            }
            case "pulsar" -> scheme.orElse("pulsar") + "://" + at + (vhost.isEmpty() ? "" : "/" + vhost);
            case "embedded" -> scheme.orElse("ewms") + "://" + at;
            default ->
                throw new IllegalArgumentException(
                        "Unknown broker client: " + type + "; known are rabbitmq, nats, pulsar, embedded");
        };
        Optional<String> secret = token.or(() -> password);
        if (user.isPresent() && secret.isEmpty() && tokenFile.isEmpty() && uri.startsWith("amqp")) {
            throw new IllegalArgumentException("the broker address of queue " + queue + " names user " + user.get()
                    + ", but there is no token or password");
        }
        String query = settings.isEmpty() ? "" : "?" + String.join("&", settings);
        return new MqProfile(queue, uri + query, user, secret, tokenFile);
    }

    ConnectOptions options() {
        ConnectOptions options = ConnectOptions.defaults();
        if (secretFile.isPresent()) {
            Path file = secretFile.get();
            return options.withCredential(
                    user.map(name -> Credential.of(name, () -> read(file))).orElseGet(() -> Credential.ofFile(file)));
        }
        if (secret.isPresent()) {
            String token = secret.get();
            return options.withCredential(user.map(name -> Credential.of(name, () -> token))
                    .orElseGet(() -> Credential.ofToken(() -> token)));
        }
        return options;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new RefusedException("cannot read the token file " + file + ": " + e, e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Tells no secret. */
    @Override
    public String toString() {
        return "MqProfile[" + queue + " at " + uri + "]";
    }
}
