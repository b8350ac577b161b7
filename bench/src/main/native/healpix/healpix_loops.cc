// Times the operations of HEALPix C++ (Debian: libhealpix-cxx-dev) one call after another, as a caller would.
// usage: healpix_loops NSIDE...     prints: operation nside nanoseconds-per-call (the best of the rounds)
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <vector>

#include <healpix_base.h>

using Base = T_Healpix_Base<int64>;

static const int CALLS = 4096;
static const int ROUNDS = 400;
static volatile double sink;

static void report(const char *name, int64 nside, int calls, const std::function<double()> &round) {
  double best = 1e300;
  // Slow rounds (large discs) are repeated less often.
  int rounds = ROUNDS;
  for (int r = 0; r < rounds; ++r) {
    auto begin = std::chrono::steady_clock::now();
    sink = round();
    double ns = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begin).count();
    best = std::min(best, ns);
    if (r == 3) rounds = std::max(8, int(std::min(double(ROUNDS), 4e8 / best)));
  }
  std::printf("%s %lld %.3f\n", name, (long long)nside, best / calls);
  std::fflush(stdout);
}

static void queries(int64 nside, const std::vector<pointing> &p) {
  double radius = nside <= 8 ? 0.5 : std::min(M_PI / 180, 10.0 / nside);
  for (Healpix_Ordering_Scheme scheme : {RING, NEST}) {
    Base b(nside, scheme, SET_NSIDE);
    bool ring = scheme == RING;
    rangeset<int64> found;
    report(ring ? "queryDiscRing" : "queryDiscNest", nside, 64, [&] {
      double s = 0;
      for (int i = 0; i < 64; ++i) { b.query_disc(p[i], radius, found); s += found.nranges(); }
      return s;
    });
    if (nside > 1 << 27) continue;
    report(ring ? "queryDiscInclusiveRing" : "queryDiscInclusiveNest", nside, 64, [&] {
      double s = 0;
      for (int i = 0; i < 64; ++i) { b.query_disc_inclusive(p[i], radius, found, 4); s += found.nranges(); }
      return s;
    });
  }
}

static void conversions(int64 nside, const std::vector<pointing> &p, const std::vector<int64> &pix) {
  for (Healpix_Ordering_Scheme scheme : {RING, NEST}) {
    Base b(nside, scheme, SET_NSIDE);
    bool ring = scheme == RING;
    report(ring ? "ang2pixRing" : "ang2pixNest", nside, CALLS, [&] {
      int64 s = 0;
      for (auto &v : p) s += b.ang2pix(v);
      return double(s);
    });
    report(ring ? "pix2angRing" : "pix2angNest", nside, CALLS, [&] {
      double s = 0;
      for (auto v : pix) { pointing q = b.pix2ang(v); s += q.theta + q.phi; }
      return s;
    });
    report(ring ? "pix2vecRing" : "pix2vecNest", nside, CALLS, [&] {
      double s = 0;
      for (auto v : pix) { vec3 q = b.pix2vec(v); s += q.x + q.y + q.z; }
      return s;
    });
    std::vector<vec3> vectors;
    for (auto &v : p) vectors.push_back(v.to_vec3());
    report(ring ? "vec2pixRing" : "vec2pixNest", nside, CALLS, [&] {
      int64 s = 0;
      for (auto &v : vectors) s += b.vec2pix(v);
      return double(s);
    });
    report(ring ? "ring2nest" : "nest2ring", nside, CALLS, [&] {
      int64 s = 0;
      for (auto v : pix) s += ring ? b.ring2nest(v) : b.nest2ring(v);
      return double(s);
    });
    report(ring ? "neighboursRing" : "neighboursNest", nside, CALLS, [&] {
      int64 s = 0;
      fix_arr<int64, 8> n;
      for (auto v : pix) { b.neighbors(v, n); s += n[0] + n[7]; }
      return double(s);
    });
    report(ring ? "interpolRing" : "interpolNest", nside, CALLS, [&] {
      double s = 0;
      fix_arr<int64, 4> n;
      fix_arr<double, 4> w;
      for (auto &v : p) { b.get_interpol(v, n, w); s += n[0] + w[3]; }
      return s;
    });
  }
}

int main(int argc, char **argv) {
  for (int a = 1; a < argc; ++a) {
    int64 nside = std::atoll(argv[a]);
    std::mt19937_64 random(42);
    std::uniform_real_distribution<double> z(-1, 1), phi(0, 2 * M_PI);
    std::uniform_int_distribution<int64> ids(0, 12 * nside * nside - 1);
    std::vector<pointing> p;
    std::vector<int64> pix;
    for (int i = 0; i < CALLS; ++i) {
      p.push_back(pointing(std::acos(z(random)), phi(random)));
      pix.push_back(ids(random));
    }
    conversions(nside, p, pix);
    queries(nside, p);
  }
}
