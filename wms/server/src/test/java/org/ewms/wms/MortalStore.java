package org.ewms.wms;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.ewms.store.WorkflowStore;

/** A store whose process ends, as by {@code kill -9}, before one of its writes. */
final class MortalStore {
    private static final Set<String> WRITES = Set.of("insert", "create", "replace");
    private static final int KILLED = 137;

    private MortalStore() {}

    /**
     * Around any store.
     *
     * @param last number of the write that is not done any more, 1 for the first; 0 for none
     * @param singly what is written together is made durable one by one, so that the first few are left behind; otherwise they are lost
     *     unless the file was written meanwhile
     */
    static UnaryOperator<WorkflowStore> dying(int last, boolean singly) {
        AtomicInteger writes = new AtomicInteger();
        return store -> (WorkflowStore) Proxy.newProxyInstance(
                MortalStore.class.getClassLoader(),
                new Class<?>[] {WorkflowStore.class},
                (proxy, method, arguments) -> {
                    if (WRITES.contains(method.getName()) && writes.incrementAndGet() == last) {
                        Runtime.getRuntime().halt(KILLED);
                    }
                    if (singly && method.getName().equals("together")) {
                        return ((Supplier<?>) arguments[0]).get();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
