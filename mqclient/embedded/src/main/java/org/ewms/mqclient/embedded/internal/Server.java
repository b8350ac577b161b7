package org.ewms.mqclient.embedded.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.ActiveMQDisconnectedException;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.mqclient.embedded.Guests;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Artemis server of one data directory. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private static final long ACTIVATION_SECONDS = 60;
    private static final long LOOK_MILLIS = 500;

    private final EmbeddedActiveMQ artemis;
    private final Door door;
    private final ScheduledExecutorService watch;
    private final String uri;

    private Server(EmbeddedActiveMQ artemis, Door door, String uri) {
        this.artemis = artemis;
        this.door = door;
        this.uri = uri;
        this.watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("mq-door").factory());
        var unused = watch.scheduleWithFixedDelay(this::showOut, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** @throws BrokerUnavailableException naming the directory, the address and the cause */
    public static Server start(EmbeddedBrokerOptions options, BrokerDirectory directory, Guests guests) {
        var artemis = new EmbeddedActiveMQ();
        int port = choosePort(options, directory);
        try {
            var door = new Door(directory.secret(), guests, InstantSource.system());
            artemis.setSecurityManager(door);
            Configuration settings = ServerSettings.of(options, directory.root(), port);
            if (guests != Guests.NONE) {
                // What was allowed would be remembered by user name, which is the same for all.
                settings.setAuthorizationCacheSize(0);
            }
            artemis.setConfiguration(settings);
            artemis.createActiveMQServer();
            var space = new FreeSpace(() -> directory.root().toFile().getUsableSpace(), options.minFreeDiskBytes());
            if (guests != Guests.NONE) {
                artemis.getActiveMQServer().registerBrokerPlugin(new GuestGate(door));
            }
            artemis.getActiveMQServer().registerBrokerPlugin(new Gatekeeper(artemis.getActiveMQServer(), space));
            artemis.getActiveMQServer().registerBrokerPlugin(new MessageCredit(artemis.getActiveMQServer()));
            // Artemis tells a failed start to its log and returns as from a good one.
            var failure = new AtomicReference<@Nullable Exception>();
            artemis.getActiveMQServer().registerActivationFailureListener(failure::set);
            artemis.start();
            Exception cause = failure.get();
            if (cause != null) {
                throw cause;
            }
            if (!artemis.getActiveMQServer().waitForActivation(ACTIVATION_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("after " + ACTIVATION_SECONDS + " s it is still not active");
            }
            // Settings are given before their queue is made and never change. With listeners all
            // queues look at theirs whenever one comes or goes.
            artemis.getActiveMQServer().getAddressSettingsRepository().disableListeners();
            String uri = "ewms://" + bracketed(options.host()) + ":" + listeningPort(artemis.getActiveMQServer());
            directory.rememberAddress(uri);
            LOG.info("Embedded broker at {} keeps its messages in {}", uri, directory.root());
            return new Server(artemis, door, uri);
        } catch (Exception e) {
            stop(artemis);
            throw new BrokerUnavailableException(
                    "the embedded broker in " + directory.root() + " did not start on " + options.host() + ":" + port
                            + ": " + e.getMessage(),
                    e);
        }
    }

    public String uri() {
        return uri;
    }

    /** Takes only this secret from now on, and cuts who came with the last one. */
    public void renewSecret(String fresh) {
        door.renew(fresh);
        for (RemotingConnection connection :
                artemis.getActiveMQServer().getRemotingService().getConnections()) {
            connection.fail(new ActiveMQDisconnectedException("the broker's secret was renewed"));
        }
    }

    private void showOut() {
        door.ended().forEach(each -> each.fail(new ActiveMQDisconnectedException("the credential has ended")));
    }

    @Override
    public void close() {
        watch.shutdownNow();
        stop(artemis);
    }

    private static void stop(EmbeddedActiveMQ artemis) {
        try {
            artemis.stop();
        } catch (Exception e) {
            LOG.warn("The embedded broker did not stop cleanly; its directory recovers at the next start", e);
        }
    }

    private static int choosePort(EmbeddedBrokerOptions options, BrokerDirectory directory) {
        if (options.port() != 0) {
            return options.port();
        }
        int last = BrokerDirectory.address(directory.root())
                .map(address -> URI.create(address).getPort())
                .orElse(0);
        return last > 0 && isFree(options.host(), last) ? last : 0;
    }

    private static boolean isFree(String host, int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int listeningPort(ActiveMQServer server) throws IOException {
        if (server.getRemotingService().getAcceptor("tcp") instanceof NettyAcceptor acceptor
                && acceptor.getActualPort() > 0) {
            return acceptor.getActualPort();
        }
        throw new IOException("nothing listens; is the port taken?");
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
