package org.ewms.mqclient.embedded.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.embedded.Guests;
import org.jspecify.annotations.Nullable;

/**
 * Whoever knows the secret of the data directory may do everything; guests what their passes say; nobody else anything. A guest's connection is
 * cut when its pass ends, and until then nothing done over it is refused for that.
 */
final class Door implements ActiveMQSecurityManager5 {
    static final String MANAGEMENT = "activemq.management";

    private static final int MOST_KNOWN = 10_000;
    private static final Instant TOLD = Instant.MAX;
    private static final Subject OWNER = subject("owner");

    private final Guests guests;
    private final InstantSource clock;
    private final Map<String, Subject> known = new ConcurrentHashMap<>();
    /** When the passes end that were shown on a connection. */
    private final Map<RemotingConnection, Map<String, Instant>> ends = Collections.synchronizedMap(new WeakHashMap<>());

    /** Connections of the owner's, which stay that until they are cut: what is under way when the secret is renewed is not refused. */
    private final Set<RemotingConnection> owners =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private volatile byte[] secret;
    private volatile byte @Nullable [] last;

    Door(String secret, Guests guests, InstantSource clock) {
        this.secret = secret.getBytes(UTF_8);
        this.guests = guests;
        this.clock = clock;
    }

    /** From now on only this one is the owner's. */
    void renew(String fresh) {
        last = secret;
        secret = fresh.getBytes(UTF_8);
    }

    /**
     * What the holder of this secret may do; empty when it is the owner, who may do everything.
     *
     * @throws ActiveMQSecurityException when nobody vouches for it
     */
    Optional<Guests.Pass> pass(@Nullable String password, RemotingConnection connection)
            throws ActiveMQSecurityException {
        if (password != null && isOwner(password, connection)) {
            return Optional.empty();
        }
        Subject guest = password == null ? null : known(password);
        if (guest == null) {
            throw new ActiveMQSecurityException("the credential is not valid");
        }
        return Optional.of(pass(guest));
    }

    /** The connections that a pass which has ended was shown on, each told once. What is still done over them while they are cut is not refused. */
    List<RemotingConnection> ended() {
        Instant now = clock.instant();
        synchronized (ends) {
            List<RemotingConnection> ended = ends.entrySet().stream()
                    .filter(each -> each.getValue().values().stream().anyMatch(end -> !now.isBefore(end)))
                    .map(Map.Entry::getKey)
                    .toList();
            ended.forEach(each -> ends.getOrDefault(each, Map.of()).replaceAll((secret, end) -> TOLD));
            return ended;
        }
    }

    /** Who asks; asked when a session is opened, and again before each thing that it does. */
    @Override
    public @Nullable Subject authenticate(
            @Nullable String user, @Nullable String password, RemotingConnection connection, @Nullable String domain) {
        if (password == null) {
            return null;
        }
        if (isOwner(password, connection)) {
            return OWNER;
        }
        Subject guest = known(password);
        if (guest == null) {
            return null;
        }
        Map<String, Instant> shown = ends.computeIfAbsent(connection, ignored -> new ConcurrentHashMap<>());
        Instant until = pass(guest).until();
        if (!shown.containsKey(password)) {
            if (!clock.instant().isBefore(until)) {
                return null;
            }
            shown.putIfAbsent(password, until);
        }
        return guest;
    }

    @Override
    public boolean authorize(
            @Nullable Subject subject, Set<Role> roles, CheckType checkType, @Nullable String address) {
        if (subject == OWNER) {
            return true;
        }
        return subject != null && address != null && allows(pass(subject), checkType, address);
    }

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String password) {
        return password != null && isSame(secret, password);
    }

    @Override
    public boolean validateUserAndRole(
            @Nullable String user, @Nullable String password, Set<Role> roles, CheckType checkType) {
        return validateUser(user, password);
    }

    /** What is sent to the broker's management, or into the queue by one who consumes, is looked at by {@link GuestGate}. */
    private static boolean allows(Guests.Pass pass, CheckType check, String address) {
        String dead = MessageBroker.deadLetterQueue(pass.queue());
        String at = sameOfBoth(address);
        return switch (check) {
            // By one name only, which is what the gate looks at.
            case SEND ->
                address.equals(MANAGEMENT)
                        || isReply(address)
                        || address.equals(pass.queue()) && (pass.publishes() || pass.consumes())
                        || address.equals(dead) && pass.consumes();
            case CONSUME, BROWSE ->
                isReply(at) || at.equals(pass.queue()) && pass.consumes() || at.equals(dead) && pass.buries();
            case MANAGE -> at.equals(MANAGEMENT);
            case CREATE_ADDRESS, DELETE_ADDRESS, CREATE_NON_DURABLE_QUEUE, DELETE_NON_DURABLE_QUEUE -> isReply(at);
            case CREATE_DURABLE_QUEUE, DELETE_DURABLE_QUEUE, VIEW, EDIT -> false;
        };
    }

    /** {@code QUEUE} of {@code QUEUE::QUEUE}; what is asked under two names is nothing of ours. */
    private static String sameOfBoth(String address) {
        int colons = address.indexOf("::");
        if (colons < 0) {
            return address;
        }
        String queue = address.substring(colons + 2);
        return address.substring(0, colons).equals(queue) ? queue : "";
    }

    /** Where management answers, in the name of who asked; nobody else knows the name. */
    private static boolean isReply(String address) {
        return address.startsWith(MANAGEMENT + ".");
    }

    private boolean isOwner(String password, RemotingConnection connection) {
        if (isSame(secret, password)) {
            if (!owners.contains(connection)) {
                owners.add(connection);
            }
            return true;
        }
        byte[] before = last;
        return before != null && isSame(before, password) && owners.contains(connection);
    }

    private static boolean isSame(byte[] known, String password) {
        return MessageDigest.isEqual(known, password.getBytes(UTF_8));
    }

    private @Nullable Subject known(String password) {
        Subject before = known.get(password);
        if (before != null) {
            return before;
        }
        Subject found = guests.pass(password).map(Door::guest).orElse(null);
        if (found != null) {
            if (known.size() >= MOST_KNOWN) {
                known.clear();
            }
            known.put(password, found);
        }
        return found;
    }

    private static Subject guest(Guests.Pass pass) {
        Subject guest = subject("guest of " + pass.queue());
        guest.getPrivateCredentials().add(pass);
        return guest;
    }

    private static Guests.Pass pass(Subject guest) {
        return guest.getPrivateCredentials(Guests.Pass.class).iterator().next();
    }

    private static Subject subject(String name) {
        Subject subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(name));
        return subject;
    }
}
