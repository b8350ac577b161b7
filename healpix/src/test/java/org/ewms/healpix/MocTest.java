package org.ewms.healpix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MocTest {
    private static final int ORDER = 3;
    private static final int PIXELS = 768;

    private static Moc random(long seed, BitSet set) {
        Random random = new Random(seed);
        PixelRanges ranges = new PixelRanges();
        for (int p = 0; p < PIXELS; ) {
            int run = 1 + random.nextInt(40);
            int end = Math.min(PIXELS, p + run);
            if (random.nextBoolean()) {
                set.set(p, end);
                ranges.append(p, end);
            }
            p = end;
        }
        return Moc.of(ORDER, ranges);
    }

    private static BitSet bits(Moc moc, int order) {
        PixelRanges ranges = new PixelRanges();
        moc.pixels(order, ranges);
        BitSet set = new BitSet();
        ranges.forEach(p -> set.set((int) p));
        return set;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void set_operations_agree_with_brute_force(long seed) {
        BitSet a = new BitSet();
        BitSet b = new BitSet();
        Moc x = random(seed, a);
        Moc y = random(seed + 100, b);
        BitSet union = (BitSet) a.clone();
        union.or(b);
        BitSet both = (BitSet) a.clone();
        both.and(b);
        BitSet rest = (BitSet) a.clone();
        rest.andNot(b);
        BitSet others = new BitSet();
        others.set(0, PIXELS);
        others.andNot(a);
        assertThat(bits(x.union(y), ORDER)).isEqualTo(union);
        assertThat(bits(x.intersection(y), ORDER)).isEqualTo(both);
        assertThat(bits(x.difference(y), ORDER)).isEqualTo(rest);
        assertThat(bits(x.complement(), ORDER)).isEqualTo(others);
        assertThat(x.complement().complement()).isEqualTo(x);
        assertThat(x.area() + x.complement().area()).isCloseTo(4 * Math.PI, within(1e-14));
        assertThat(x.skyFraction()).isEqualTo(a.cardinality() / (double) PIXELS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void degrading_keeps_every_parent_that_is_touched(long seed) {
        BitSet a = new BitSet();
        Moc moc = random(seed, a);
        BitSet parents = new BitSet();
        a.stream().forEach(p -> parents.set(p >> 4));
        assertThat(bits(moc.degrade(1), 1)).isEqualTo(parents);
        assertThat(moc.degrade(1).order()).isEqualTo(1);
        assertThat(moc.degrade(29)).isEqualTo(moc);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void text_forms_come_back_the_same(long seed) {
        Moc moc = random(seed, new BitSet());
        assertThat(Moc.ofAscii(moc.toAscii())).isEqualTo(moc);
        assertThat(Moc.ofJson(moc.toJson())).isEqualTo(moc);
        assertThat(Moc.ofUniq(moc.toUniq()).withOrder(ORDER)).isEqualTo(moc);
        assertThat(moc.toUniq()).isSorted();
    }

    @Test
    void the_cells_are_the_largest_possible() {
        PixelRanges ranges = new PixelRanges();
        ranges.append(60, 130);
        List<String> cells = new ArrayList<>();
        Moc.of(ORDER, ranges).forEachCell((order, nest) -> cells.add(order + "/" + nest));
        assertThat(cells).containsExactly("2/15", "0/1", "3/128", "3/129");
        assertThat(Moc.of(ORDER, ranges).toAscii()).isEqualTo("0/1 2/15 3/128-129");
        assertThat(Moc.of(ORDER, ranges).toJson()).isEqualTo("{\"0\":[1],\"2\":[15],\"3\":[128,129]}");
    }

    @Test
    void the_example_of_the_standard_is_read() {
        Moc moc = Moc.ofAscii("1/1,3,4 2/4,25,12-14,21");
        assertThat(moc.toAscii()).isEqualTo("1/1,3-4 2/21,25");
        assertThat(Moc.ofJson("{\"1\": [1, 3, 4], \"2\":[4,25,12,13,14,21]}")).isEqualTo(moc);
        assertThat(Moc.ofAscii("0/ 29/").order()).isEqualTo(29);
        assertThat(Moc.ofAscii("3/").isEmpty()).isTrue();
        assertThat(Moc.ofJson("{}")).isEqualTo(Moc.empty());
        assertThat(Moc.ofAscii("29/0-3458764513820540927").skyFraction()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "1", "30/1", "1/48", "1/5-3", "1/1 2/x", "99999999999999999999/1", "1/-3", "2/1;3"})
    void bad_ascii_is_refused_with_its_place(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Moc.ofAscii(text)).withMessageContaining("at character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"1\":[1}",
                "{\"1\":[48]}",
                "{\"30\":[]}",
                "{1:[1]}",
                "{\"1\":[1]} x",
                "{\"1\":[1],}",
                "{\"1\":[-1]}"
            })
    void bad_json_is_refused_with_its_place(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Moc.ofJson(text)).withMessageContaining("at character");
    }

    @Test
    void directions_and_cells_are_found() {
        Healpix h = Healpix.ofOrder(5);
        PixelRanges disc = new PixelRanges();
        h.queryDiscInclusiveNest(1, 2, 0.3, disc);
        Moc moc = Moc.of(5, disc);
        assertThat(moc.contains(1, 2.29)).isTrue();
        assertThat(moc.contains(1, 3)).isFalse();
        assertThat(moc.contains(5, h.ang2pixNest(1, 2))).isTrue();
        assertThat(moc.contains(0, h.ang2pixNest(1, 2) >> 10)).isFalse();
    }
}
