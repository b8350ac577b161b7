package org.ewms.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Users, several TMS and crashes in any order: what must never happen does not. */
class InterleavingPropertyTest {
    @Property(tries = 300)
    void any_interleaving_keeps_the_invariants(@ForAll long seed, @ForAll @IntRange(min = 20, max = 200) int steps) {
        World world = new World(new Random(seed), 3);
        for (int i = 0; i < steps; i++) {
            world.step();
        }
        world.check();
        world.settle();
        world.check();
        assertThat(world.workflow().todo()).as("nothing is left to do").isEmpty();
        world.checkSettled();
    }
}
