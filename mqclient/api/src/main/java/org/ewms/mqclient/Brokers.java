package org.ewms.mqclient;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Connects to a broker by its URI; the scheme chooses the {@link BrokerProvider} among those on the class path. */
public final class Brokers {
    private Brokers() {}

    /**
     * Connects.
     *
     * @param uri for instance {@code ewms://127.0.0.1:61616}; must not hold a password or token, which belong in the options
     * @throws IllegalArgumentException when the URI is malformed, holds a secret, or has a scheme no provider answers to (all known are listed)
     * @throws BrokerUnavailableException when the broker does not answer within the options' deadline
     * @throws RefusedException when the broker does not accept the credential
     */
    public static MessageBroker connect(String uri, ConnectOptions options) {
        URI parsed = parse(uri);
        var providers = new TreeMap<String, BrokerProvider>();
        for (BrokerProvider provider : ServiceLoader.load(BrokerProvider.class)) {
            provider.schemes().forEach(scheme -> providers.put(scheme, provider));
        }
        BrokerProvider provider = providers.get(parsed.getScheme().toLowerCase(Locale.ROOT));
        if (provider == null) {
            throw new IllegalArgumentException("no broker adapter on the class path for the URI scheme '"
                    + parsed.getScheme() + "'; available: " + providers.keySet());
        }
        return provider.connect(parsed, options);
    }

    private static URI parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            // The text itself stays out of the message and the cause: it may hold a secret somebody put there by
            // mistake.
            throw malformed("at character " + e.getIndex() + ": " + e.getReason());
        }
        if (uri.getScheme() == null) {
            throw malformed("it has no scheme, expected something like ewms://HOST:PORT");
        }
        String authority = uri.getRawAuthority();
        if (authority != null
                && authority.contains("@")
                && authority.substring(0, authority.indexOf('@')).contains(":")) {
            throw new IllegalArgumentException(
                    "the broker URI holds a password, which would show in process lists and logs;"
                            + " remove it and give a credential file or ConnectOptions.withCredential instead");
        }
        return uri;
    }

    private static IllegalArgumentException malformed(String problem) {
        return new IllegalArgumentException("the broker URI is malformed " + problem);
    }
}
