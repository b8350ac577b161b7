package org.ewms.service;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;

/** Figures of the running service, as Prometheus reads them. */
public final class Meters {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** A request was answered. */
    void answered(Route route, int status, Duration took) {
        Timer.builder("ewms.http.requests")
                .description("Requests answered, by route and status")
                .tag("method", route.method())
                .tag("route", route.template())
                .tag("status", Integer.toString(status))
                .register(registry)
                .record(took);
    }

    /** A figure that is asked for when somebody looks. */
    public void gauge(String name, String description, Supplier<Number> value) {
        io.micrometer.core.instrument.Gauge.builder(name, value)
                .description(description)
                .register(registry);
    }

    /** All figures as text. */
    public String text() {
        return registry.scrape();
    }
}
