package org.ewms.cli;

import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ewms logout}: forgets the login at a service. */
@Command(name = "logout", mixinStandardHelpOptions = true, description = "Forgets your login at a service.")
final class LogoutCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVICE",
            defaultValue = "${EWMS_ADDRESS:-http://127.0.0.1:8080}",
            description = "Address of the service (default: EWMS_ADDRESS, or http://127.0.0.1:8080).")
    URI service = URI.create("http://127.0.0.1:8080");

    LogoutCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Logins logins = Logins.ofUser(System.getenv());
        String origin = Logins.origin(service);
        boolean was = logins.alone(service, () -> logins.delete(service));
        console.out().println(was ? "logged out of " + origin : "there was no login at " + origin);
        return 0;
    }
}
