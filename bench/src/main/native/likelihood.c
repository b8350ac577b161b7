/* The track likelihood of org.ewms.reco, as one plain C loop over the DOMs: the same formulas, the same table.
 * Input (a file, little-endian): int64 doms, int64 table length, int64 points, 6 doubles (delay, 1/lambda, up base, up slope, per distance, soft),
 * then the table, then a, b, arrival, offset of each DOM, then (a, b, shift) of each point.
 * Output: ns per DOM, then the value at each of the first 16 points.
 * Usage: likelihood FILE SECONDS */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROW = 80 * 8, CELL = 8 };

typedef struct {
    int64_t doms;
    const double *table, *a, *b, *arrival, *offset;
    double delay, inverse_lambda, up_base, up_slope, per_distance, soft;
} event;

static inline uint64_t bits(double x) { uint64_t r; memcpy(&r, &x, 8); return r; }
static inline double real(uint64_t x) { double r; memcpy(&r, &x, 8); return r; }
static inline double clamp(double x, double low, double high) { x = x >= low ? x : low; return x <= high ? x : high; }
static inline double cubic(const double *c, double v) { return ((c[3] * v + c[2]) * v + c[1]) * v + c[0]; }
static inline double slope(const double *c, double v) { return (3 * c[3] * v + 2 * c[2]) * v + c[1]; }

static inline double exponential(double x) {
    static const double term[] = {1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1, 1};
    x = clamp(x, -700, 40);
    double power = rint(x * 1.4426950408889634074);
    double r = (x - power * 0x1.62e42fefap-1) - power * 0x1.cf79abc9e3b3ap-40;
    double sum = term[0];
    for (int k = 1; k < 12; k++) sum = sum * r + term[k];
    return sum * real((uint64_t)((int64_t)power + 1023) << 52);
}

static double evaluate(const event *e, double a, double b, double shift, double *restrict gradient) {
    const uint64_t exponent = 0x7ff0000000000000u, mantissa = 0x000fffffffffffffu, one = 0x3ff0000000000000u;
    double product = 1, ga = 0, gb = 0, gt = 0;
    int64_t powers = 0;
    for (int64_t i = 0; i < e->doms; i++) {
        double da = e->a[i] - a, db = e->b[i] - b;
        double distance = sqrt(da * da + db * db + e->soft), inverse = 1 / distance;
        double ca = da * inverse, cb = db * inverse;
        double up = e->up_slope * ca + e->up_base;
        double path = e->per_distance * distance + ((4.6 * up - 3.9) * up + 3.1);
        double residual = e->arrival[i] + shift - e->delay * distance;
        double turn = (9.2 * up - 3.9) * e->up_slope * e->inverse_lambda * inverse;
        double xa = turn * (ca * ca - 1) - e->per_distance * e->inverse_lambda * ca;
        double xb = turn * ca * cb - e->per_distance * e->inverse_lambda * cb;

        uint64_t t = bits(clamp(residual + 176, 16, 0x1.fffffffffffffp14));
        uint64_t x = bits(clamp(path * e->inverse_lambda, 0.0625, 0x1.fffffffffffffp5));
        int64_t row = (int64_t)(t >> 47) - (int64_t)(bits(16) >> 47), column = (int64_t)(x >> 49) - (int64_t)(bits(0.0625) >> 49);
        const double *c = e->table + row * ROW + column * CELL;
        double u = real(((t << 5) & mantissa) | one) - 1, v = real(((x << 3) & mantissa) | one) - 1;
        double width = real(t & exponent) / 32, inverse_width = real(2 * one - (x & exponent)) * 8;
        double f = cubic(c, v), m = cubic(c + 4, v) * width, rise = cubic(c + ROW, v) - f;
        double c3 = m + cubic(c + ROW + 4, v) * width - 2 * rise, c2 = rise - m - c3;
        double value = ((c3 * u + c2) * u + m) * u + f;
        double by_time = ((3 * c3 * u + 2 * c2) * u + m) / width;
        double g = slope(c, v), n = slope(c + 4, v) * width, climb = slope(c + ROW, v) - g;
        double d3 = n + slope(c + ROW + 4, v) * width - 2 * climb, d2 = climb - n - d3;
        double by_shape = (((d3 * u + d2) * u + n) * u + g) * inverse_width;

        double signal = exponential(value + e->offset[i]), total = 1 + signal, weight = signal / total;
        double wt = weight * by_time, wx = weight * by_shape;
        product *= total;
        ga += wt * e->delay * ca + wx * xa;
        gb += wt * e->delay * cb + wx * xb;
        gt += wt;
        if ((i & 15) == 15) {
            uint64_t p = bits(product);
            powers += (int64_t)((p & exponent) >> 52) - 1023;
            product = real((p & mantissa) | one);
        }
    }
    gradient[0] = -ga;
    gradient[1] = -gb;
    gradient[2] = -gt;
    return -log(product) - powers * 0.69314718055994530942;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec * 1e9 + t.tv_nsec;
}

int main(int argc, char **argv) {
    if (argc != 3) { fprintf(stderr, "usage: likelihood FILE SECONDS\n"); return 2; }
    FILE *in = fopen(argv[1], "rb");
    int64_t n[3];
    event e;
    if (!in || fread(n, 8, 3, in) != 3) { fprintf(stderr, "cannot read %s\n", argv[1]); return 1; }
    size_t length = 6 + n[1] + 4 * n[0] + 3 * n[2];
    double *data = aligned_alloc(64, (length * 8 + 63) / 64 * 64);
    if (!data || fread(data, 8, length, in) != length) { fprintf(stderr, "%s is too short\n", argv[1]); return 1; }
    fclose(in);
    e.doms = n[0];
    e.delay = data[0]; e.inverse_lambda = data[1]; e.up_base = data[2]; e.up_slope = data[3]; e.per_distance = data[4]; e.soft = data[5];
    e.table = data + 6;
    e.a = e.table + n[1]; e.b = e.a + n[0]; e.arrival = e.b + n[0]; e.offset = e.arrival + n[0];
    const double *points = e.offset + n[0];
    double gradient[3], sink = 0, start = now(), end = start + 1e9 * atof(argv[2]);
    int64_t rounds = 0;
    while (now() < end) {
        for (int64_t k = 0; k < n[2]; k++) {
            sink += evaluate(&e, points[3 * k], points[3 * k + 1], points[3 * k + 2], gradient) + gradient[0] + gradient[1] + gradient[2];
        }
        rounds++;
    }
    double elapsed = now() - start;
    if (sink == 42) fprintf(stderr, "unlikely\n");
    printf("%.6f\n", elapsed / ((double)rounds * n[2] * n[0]));
    for (int k = 0; k < 16; k++) printf("%.17g\n", evaluate(&e, points[3 * k], points[3 * k + 1], points[3 * k + 2], gradient));
    return 0;
}
