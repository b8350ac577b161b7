package org.ewms.mqclient.embedded.internal;

/** Credit for a broker of ours, which counts messages; see {@link MessageCredit}. Not thread-safe. */
final class MessageWindow implements Credit {
    private final int prefetch;
    private int outstanding = 1;
    private int held;

    /** @param prefetch messages that may be unsettled */
    MessageWindow(int prefetch) {
        this.prefetch = prefetch;
    }

    @Override
    public int initial() {
        return MessageCredit.UNIT;
    }

    @Override
    public void received(int bytes) {
        outstanding--;
        held++;
    }

    @Override
    public void receivedLarge() {
        outstanding = 0;
        held++;
    }

    @Override
    public void settled() {
        held--;
    }

    /** Small grants are saved up until a quarter of the window is due, or somebody waits and nothing was granted. */
    @Override
    public int grant(boolean awaited) {
        int most = Math.min(prefetch, MessageCredit.MOST_UNITS);
        int room = Math.min(prefetch - held, most) - outstanding;
        if (room <= 0 || (room < most / 4 && (outstanding > 0 || !awaited))) {
            return 0;
        }
        outstanding += room;
        return room * MessageCredit.UNIT;
    }
}
