package org.ewms.mqclient.faults;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Seeds 1 to the system property {@code ewms.fault.seeds}, by default 1; or the one named by {@code ewms.fault.seed}. */
public final class Seeds implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        Long only = Long.getLong("ewms.fault.seed");
        LongStream seeds =
                only == null ? LongStream.rangeClosed(1, Long.getLong("ewms.fault.seeds", 1L)) : LongStream.of(only);
        return seeds.mapToObj(Arguments::of);
    }
}
