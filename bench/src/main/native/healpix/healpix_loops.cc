// Times the operations of HEALPix C++ (Debian: libhealpix-cxx-dev) one call after another, as a caller would.
// usage: healpix_loops MILLISECONDS NSIDE... [-- OPERATION...]
//   every operation is repeated in rounds for about so many milliseconds; the least round counts
// prints: operation nside nanoseconds-per-call
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include <healpix_base.h>

using Base = T_Healpix_Base<int64>;
using Clock = std::chrono::steady_clock;

static const int CALLS = 4096;
static const int QUERIES = 64;
static volatile double sink;
static std::vector<std::string> wanted;
static double budget;

static double timed(const std::function<double()> &round) {
  auto begin = Clock::now();
  sink = round();
  return std::chrono::duration<double, std::nano>(Clock::now() - begin).count();
}

static void report(const std::string &name, int64 nside, int calls, const std::function<double()> &round) {
  if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), name) == wanted.end()) return;
  try {
    double best = timed(round);
    for (double spent = best; spent < budget;) {
      double ns = timed(round);
      spent += ns;
      best = std::min(best, ns);
    }
    std::printf("%s %lld %.3f\n", name.c_str(), (long long)nside, best / calls);
    std::fflush(stdout);
  } catch (const std::exception &) {
    // The library refuses: convexity of tiny polygons, inclusive queries beyond its finest order.
  }
}

static double radius_of(int64 nside) { return nside <= 8 ? 0.5 : std::min(M_PI / 180, 10.0 / nside); }

// Four corners at the radius from the centre, towards north, west, south and east.
static std::vector<pointing> square(const pointing &p, double radius) {
  vec3 c = p.to_vec3();
  vec3 east(-std::sin(p.phi), std::cos(p.phi), 0);
  vec3 north = crossprod(c, east);
  std::vector<pointing> corners;
  for (int k = 0; k < 4; ++k) {
    double a = std::sin(radius) * (k == 0 ? 1 : k == 2 ? -1 : 0), b = std::sin(radius) * (k == 3 ? 1 : k == 1 ? -1 : 0);
    corners.push_back(pointing(c * std::cos(radius) + north * a + east * b));
  }
  return corners;
}

static void queries(int64 nside, const std::vector<pointing> &p) {
  double radius = radius_of(nside);
  std::vector<std::vector<pointing>> squares;
  for (int i = 0; i < QUERIES; ++i) squares.push_back(square(p[i], radius));
  for (Healpix_Ordering_Scheme scheme : {RING, NEST}) {
    Base b(nside, scheme, SET_NSIDE);
    bool ring = scheme == RING;
    std::string tag = ring ? "Ring" : "Nest";
    rangeset<int64> found;
    report("queryDisc" + tag, nside, QUERIES, [&] {
      double s = 0;
      for (int i = 0; i < QUERIES; ++i) { b.query_disc(p[i], radius, found); s += found.nranges(); }
      return s;
    });
    // In RING these walk finer grids or all rings: a tenth of a second and more each at 2^20, minutes at 2^29.
    int count = ring && nside > 1 << 13 ? 1 : QUERIES;
    if (nside <= 1 << 27) {
      report("queryDiscInclusive" + tag, nside, count, [&] {
        double s = 0;
        for (int i = 0; i < count; ++i) { b.query_disc_inclusive(p[i], radius, found, 4); s += found.nranges(); }
        return s;
      });
    }
    if (ring && nside > 1 << 20) continue;
    report("queryPolygon" + tag, nside, count, [&] {
      double s = 0;
      for (int i = 0; i < count; ++i) { b.query_polygon(squares[i], found); s += found.nranges(); }
      return s;
    });
  }
}

static void conversions(int64 nside, const std::vector<pointing> &p, const std::vector<int64> &pix) {
  for (Healpix_Ordering_Scheme scheme : {RING, NEST}) {
    Base b(nside, scheme, SET_NSIDE);
    bool ring = scheme == RING;
    std::string tag = ring ? "Ring" : "Nest";
    report("ang2pix" + tag, nside, CALLS, [&] {
      int64 s = 0;
      for (auto &v : p) s += b.ang2pix(v);
      return double(s);
    });
    report("pix2ang" + tag, nside, CALLS, [&] {
      double s = 0;
      for (auto v : pix) { pointing q = b.pix2ang(v); s += q.theta + q.phi; }
      return s;
    });
    report("pix2vec" + tag, nside, CALLS, [&] {
      double s = 0;
      for (auto v : pix) { vec3 q = b.pix2vec(v); s += q.x + q.y + q.z; }
      return s;
    });
    std::vector<vec3> vectors;
    for (auto &v : p) vectors.push_back(v.to_vec3());
    report("vec2pix" + tag, nside, CALLS, [&] {
      int64 s = 0;
      for (auto &v : vectors) s += b.vec2pix(v);
      return double(s);
    });
    report(ring ? "ring2nest" : "nest2ring", nside, CALLS, [&] {
      int64 s = 0;
      for (auto v : pix) s += ring ? b.ring2nest(v) : b.nest2ring(v);
      return double(s);
    });
    report("neighbours" + tag, nside, CALLS, [&] {
      int64 s = 0;
      fix_arr<int64, 8> n;
      for (auto v : pix) { b.neighbors(v, n); s += n[0] + n[7]; }
      return double(s);
    });
    report("interpol" + tag, nside, CALLS, [&] {
      double s = 0;
      fix_arr<int64, 4> n;
      fix_arr<double, 4> w;
      for (auto &v : p) { b.get_interpol(v, n, w); s += n[0] + w[3]; }
      return s;
    });
    std::vector<vec3> outline;
    report("boundaries" + tag, nside, CALLS, [&] {
      double s = 0;
      for (auto v : pix) { b.boundaries(v, 1, outline); s += outline[3].z; }
      return s;
    });
  }
}

int main(int argc, char **argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: healpix_loops MILLISECONDS NSIDE... [-- OPERATION...]\n");
    return 2;
  }
  budget = 1e6 * std::atof(argv[1]);
  std::vector<int64> nsides;
  for (int a = 2; a < argc; ++a) {
    if (std::string(argv[a]) == "--") {
      wanted.assign(argv + a + 1, argv + argc);
      break;
    }
    nsides.push_back(std::atoll(argv[a]));
  }
  for (int64 nside : nsides) {
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
