package org.ewms.pilot.upstream;

class RabbitUpstreamIT extends UpstreamScenarios {
    RabbitUpstreamIT() {
        super("rabbitmq");
    }
}
