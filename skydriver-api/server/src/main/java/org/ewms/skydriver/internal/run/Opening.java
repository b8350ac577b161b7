package org.ewms.skydriver.internal.run;

import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * The part of a scan in which its event is read and its workflow asked for. A few scans at a time are in it, so that many that begin
 * together leave the processors to one that is urgent, which waits for none of them.
 */
final class Opening implements AutoCloseable {
    private Optional<Semaphore> place;

    private Opening(Optional<Semaphore> place) {
        this.place = place;
    }

    /** Waits for a place. */
    static Opening begin(Semaphore places, boolean urgent) throws InterruptedException {
        if (urgent) {
            return new Opening(Optional.empty());
        }
        places.acquire();
        return new Opening(Optional.of(places));
    }

    /** Leaves it, once however often it is called. */
    @Override
    public void close() {
        place.ifPresent(Semaphore::release);
        place = Optional.empty();
    }
}
