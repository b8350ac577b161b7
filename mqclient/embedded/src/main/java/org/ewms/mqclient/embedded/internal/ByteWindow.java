package org.ewms.mqclient.embedded.internal;

/**
 * Credit for an Artemis that is not ours: counts bytes, without ever exceeding the prefetch.
 *
 * <p>The broker sends while its credit is above zero and then subtracts the message's size. With a credit of {@code (k-1)·floor+1} bytes,
 * where no message is smaller than {@code floor}, it can send at most k messages. The balance here is the credit granted minus the sizes
 * received, so what is still on its way counts as not yet received. Not thread-safe.
 */
final class ByteWindow implements Credit {
    private final int prefetch;
    private final int floor;
    private long balance = 1;
    private int held;

    /**
     * @param prefetch messages that may be unsettled
     * @param floor size of the smallest message possible, in bytes
     */
    ByteWindow(int prefetch, int floor) {
        this.prefetch = prefetch;
        this.floor = floor;
    }

    @Override
    public int initial() {
        return 1;
    }

    @Override
    public void received(int bytes) {
        balance -= bytes;
        held++;
    }

    @Override
    public void receivedLarge() {
        balance = 0;
        held++;
    }

    @Override
    public void settled() {
        held--;
    }

    /** Small top-ups are saved up until half a window is due. */
    @Override
    public int grant(boolean awaited) {
        int room = prefetch - held;
        if (room <= 0) {
            return 0;
        }
        long target = (room - 1L) * floor + 1;
        long due = target - balance;
        if (due <= 0 || (balance > 0 && due < target / 2)) {
            return 0;
        }
        int grant = (int) Math.min(due, Integer.MAX_VALUE / 2);
        balance += grant;
        return grant;
    }
}
