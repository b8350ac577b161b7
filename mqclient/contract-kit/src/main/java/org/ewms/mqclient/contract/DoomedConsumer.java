package org.ewms.mqclient.contract;

import java.nio.file.Path;
import java.time.Duration;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.SubscriberOptions;

/** A consumer that takes some messages, says so, and never settles them: its parent kills it. */
public final class DoomedConsumer {
    /** Environment variable with the path of the credential file; the secret itself is on no command line and in no environment. */
    static final String CREDENTIAL_FILE = "KIT_CREDENTIAL_FILE";

    private DoomedConsumer() {}

    /** @param args broker URI, queue, messages to take */
    public static void main(String[] args) throws Exception {
        ConnectOptions options = ConnectOptions.defaults();
        String file = System.getenv(CREDENTIAL_FILE);
        if (file != null) {
            options = options.withCredential(Credential.ofFile(Path.of(file)));
        }
        int count = Integer.parseInt(args[2]);
        var broker = Brokers.connect(args[0], options);
        var subscription =
                broker.subscribe(args[1], SubscriberOptions.defaults().withPrefetch(count));
        for (int i = 0; i < count; i++) {
            if (subscription.receive(Duration.ofSeconds(30)) == null) {
                throw new IllegalStateException("message " + i + " did not come");
            }
        }
        System.out.println("holding " + count);
        while (System.in.read() >= 0) {
            // Holds what it has until it is killed.
            continue;
        }
    }
}
