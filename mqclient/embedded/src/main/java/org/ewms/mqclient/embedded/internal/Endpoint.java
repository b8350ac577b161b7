package org.ewms.mqclient.embedded.internal;

import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;

/**
 * Where an Artemis broker listens.
 *
 * @param name what messages to humans call it
 * @param maxMessageBytes largest body we send there
 * @param synced whether confirmed means synced to disk
 * @param isOurs an embedded broker, not an Artemis somebody else configured
 */
public record Endpoint(
        String name, TransportConfiguration transport, long maxMessageBytes, boolean synced, boolean isOurs) {
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    /** The embedded broker of that directory in this JVM. */
    public static Endpoint inVm(Path root, long maxMessageBytes, boolean synced) {
        Map<String, Object> parameters = Map.of("serverId", Integer.toString(ServerSettings.serverId(root)));
        var transport = new TransportConfiguration(InVMConnectorFactory.class.getName(), parameters);
        return new Endpoint("the embedded broker in " + root, transport, maxMessageBytes, synced, true);
    }

    /** A broker reachable over TCP. */
    public static Endpoint tcp(String scheme, String host, int port, long maxMessageBytes) {
        Map<String, Object> parameters = Map.of(
                TransportConstants.HOST_PROP_NAME,
                host,
                TransportConstants.PORT_PROP_NAME,
                port,
                TransportConstants.NETTY_CONNECT_TIMEOUT,
                CONNECT_TIMEOUT_MILLIS);
        var transport = new TransportConfiguration(NettyConnectorFactory.class.getName(), parameters);
        return new Endpoint(
                scheme + "://" + host + ":" + port, transport, maxMessageBytes, true, scheme.equals("ewms"));
    }
}
