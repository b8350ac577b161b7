package org.ewms.pilot.upstream;

class PulsarUpstreamIT extends UpstreamScenarios {
    PulsarUpstreamIT() {
        super("pulsar");
    }
}
