package org.ewms.mqclient.processes;

import io.nats.client.NKey;
import io.nats.client.support.JsonSerializable;
import io.nats.client.support.JwtUtils;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Who vouches for the accounts of a NATS server: an operator with one account for queues and one for the system. Keys live in memory alone. */
public final class NatsOperator {
    private static final String LIMITS = """
            "limits": {"subs": -1, "data": -1, "payload": -1, "imports": -1, "exports": -1, "wildcards": true, "conn": -1, "leaf": -1%s},
            """;
    private static final String STORAGE =
            ", \"mem_storage\": -1, \"disk_storage\": -1, \"streams\": -1, \"consumer\": -1";

    private final SecureRandom random = new SecureRandom();
    private final NKey operator;
    private final NKey account;
    private final NKey system;
    /** A server that is running takes no other. */
    private final String operatorJwt;

    private final String systemJwt;
    private final List<String> signingKeys = new ArrayList<>();

    NatsOperator() throws IOException, GeneralSecurityException {
        operator = NKey.createOperator(random);
        account = NKey.createAccount(random);
        system = NKey.createAccount(random);
        operatorJwt = signed(operator, "operator", "\"type\": \"operator\"");
        systemJwt = signed(system, "system", LIMITS.formatted("") + "\"type\": \"account\"");
    }

    /** Public key of the account for queues. */
    public String account() throws IOException, GeneralSecurityException {
        return new String(account.getPublicKey());
    }

    /** The seed of a new key, with which users of the account can be signed once the server has been told. */
    public String newSigningKey() throws IOException, GeneralSecurityException {
        NKey key = NKey.createAccount(random);
        signingKeys.add(new String(key.getPublicKey()));
        return new String(key.getSeed());
    }

    /** The first signing key is none any more, once the server has been told. */
    public void dropOldestSigningKey() {
        signingKeys.removeFirst();
    }

    /** What the server is told. */
    String configuration() throws IOException, GeneralSecurityException {
        String systemId = new String(system.getPublicKey());
        String keys = signingKeys.stream().map(each -> '"' + each + '"').collect(Collectors.joining(", "));
        return """
            operator: %s
            system_account: %s
            resolver: MEMORY
            resolver_preload: {
              %s: %s
              %s: %s
            }
            """.formatted(
                        operatorJwt,
                        systemId,
                        systemId,
                        systemJwt,
                        account(),
                        signed(
                                account,
                                "queues",
                                LIMITS.formatted(STORAGE) + "\"signing_keys\": [" + keys + "], \"type\": \"account\""));
    }

    private String signed(NKey subject, String name, String claims) throws IOException, GeneralSecurityException {
        JsonSerializable nats = () -> "{" + claims + ", \"version\": 2}";
        return JwtUtils.issueJWT(
                operator,
                new String(subject.getPublicKey()),
                name,
                null,
                JwtUtils.currentTimeSeconds(),
                new String(operator.getPublicKey()),
                nats);
    }
}
