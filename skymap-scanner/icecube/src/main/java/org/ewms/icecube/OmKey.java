package org.ewms.icecube;

/**
 * Identity of one optical module (DOM).
 *
 * @param string 1..86 (79..86 are DeepCore)
 * @param om 1..60 in ice, 61..64 IceTop
 */
public record OmKey(int string, int om) implements Comparable<OmKey> {
    @Override
    public int compareTo(OmKey other) {
        return string != other.string ? Integer.compare(string, other.string) : Integer.compare(om, other.om);
    }

    @Override
    public String toString() {
        return string + "-" + om;
    }
}
