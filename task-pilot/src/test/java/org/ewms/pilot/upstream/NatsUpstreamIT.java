package org.ewms.pilot.upstream;

class NatsUpstreamIT extends UpstreamScenarios {
    NatsUpstreamIT() {
        super("nats");
    }
}
