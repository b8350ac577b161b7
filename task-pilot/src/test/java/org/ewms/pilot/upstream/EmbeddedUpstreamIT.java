package org.ewms.pilot.upstream;

class EmbeddedUpstreamIT extends UpstreamScenarios {
    EmbeddedUpstreamIT() {
        super("embedded");
    }
}
