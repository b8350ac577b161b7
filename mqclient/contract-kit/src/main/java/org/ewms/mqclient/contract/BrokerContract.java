package org.ewms.mqclient.contract;

import java.util.function.Supplier;
import org.ewms.mqclient.MessageBroker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The whole contract. An adapter proves itself by one subclass:
 *
 * <pre>{@code
 * class RabbitBrokerIT extends BrokerContract {
 *     protected BrokerFixture fixture() { return new RabbitFixture(); }
 * }
 * }</pre>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BrokerContract {
    @RegisterExtension
    final ContractResults results = new ContractResults();

    private @Nullable BrokerFixture fixture;

    /** A broker not yet started; called once per class. */
    protected abstract BrokerFixture fixture() throws Exception;

    @BeforeAll
    void startBroker() throws Exception {
        BrokerFixture made = fixture();
        fixture = made;
        made.start();
    }

    @AfterAll
    void closeBroker() throws Exception {
        if (fixture != null) {
            try (MessageBroker broker = fixture.connect()) {
                results.write(ContractResults.name(getClass()), broker.capabilities());
            } finally {
                fixture.close();
            }
        }
    }

    private Supplier<BrokerFixture> running() {
        return () -> {
            if (fixture == null) {
                throw new IllegalStateException("the broker was not started");
            }
            return fixture;
        };
    }

    @Nested
    @DisplayName("A publisher")
    class Publishing extends PublishingScenarios {
        Publishing() {
            super(running());
        }
    }

    @Nested
    @DisplayName("A message of any size")
    class Sizes extends SizeScenarios {
        Sizes() {
            super(running());
        }
    }

    @Nested
    @DisplayName("Consumers")
    class Consuming extends ConsumingScenarios {
        Consuming() {
            super(running());
        }
    }

    @Nested
    @DisplayName("Publishers and consumers that come and go")
    class Coming extends ComingAndGoingScenarios {
        Coming() {
            super(running());
        }
    }

    @Nested
    @DisplayName("Settling a delivery")
    class Settling extends SettlingScenarios {
        Settling() {
            super(running());
        }
    }

    @Nested
    @DisplayName("A message that fails")
    class Failing extends DeadLetterScenarios {
        Failing() {
            super(running());
        }
    }

    @Nested
    @DisplayName("Competing consumers")
    class Competing extends FairnessScenarios {
        Competing() {
            super(running());
        }
    }

    @Nested
    @DisplayName("Queue administration")
    class Administration extends AdministrationScenarios {
        Administration() {
            super(running());
        }
    }

    @Nested
    @DisplayName("Closing")
    class Closing extends ClosingScenarios {
        Closing() {
            super(running());
        }
    }

    @Nested
    @DisplayName("A credential")
    class Credentials extends CredentialScenarios {
        Credentials() {
            super(running());
        }
    }

    @Nested
    @DisplayName("When the broker or a consumer dies")
    class Recovering extends RecoveryScenarios {
        Recovering() {
            super(running());
        }
    }
}
