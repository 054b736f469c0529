/*
 * whole.pml - the recommended protocol end to end: snapshots with an age (snapshot.pml) in front of a shared value
 * store whose keys hold the label (request.pml), with slow readers, dying writers, and a value store that loses any
 * entry at any time, or (OLD) brings an old entry back.
 * Checked at every hit: the value contains what returned writers had committed before the request started.
 *
 * Knobs:  N=<nodes>   READERS=<concurrent requests of the first node>
 *         PROBE        (must fail: shows that hits under a new version do occur)
 *         UNVERSIONED  keys without a version; the writer deletes the entry after its commit (as most caches do)
 */
#ifndef D
#define D 2
#endif
#ifndef N
#define N 1
#endif
#ifndef READERS
#define READERS 2
#endif
#define W 2
#define CAP D
#define NONE 9
byte db, returned, cage[W + 1];
byte known[N], age[N] = CAP, rage[N];
byte ent[W + 1] = NONE;
#define TICK(v) if :: v < CAP -> v++ :: else fi

proctype Refresher(byte n) {
  byte g;
  do
  :: rage[n] = 0; g = db; atomic { known[n] = g; age[n] = rage[n]; g = 0 }
  od
}
proctype Writer() {
  byte g;
  atomic { db++; g = db; cage[g] = 0 }
  if :: goto dead :: true fi;
#ifdef UNVERSIONED
  ent[0] = NONE;
#else
  (cage[g] >= D);
#endif
  atomic { if :: g > returned -> returned = g :: else fi }
dead: skip
}
proctype Request(byte n) {
  byte label, val, need;
  do
  :: atomic { age[n] < D -> need = returned;
#ifdef UNVERSIONED
       label = 0;
#else
       label = known[n];
#endif
     }
     if
     :: atomic { ent[label] != NONE -> assert(ent[label] >= need);
#ifdef PROBE
          assert(!(label == W && need == W));
#endif
          goto next }
     :: ent[label] == NONE -> val = db; ent[label] = val
     fi;
next: atomic { label = 0; val = 0; need = 0 }
  od
}
proctype Clock() {
  do
  :: atomic { TICK(cage[1]); TICK(cage[2]); TICK(age[0]); TICK(rage[0]);
#if N == 2
       TICK(age[1]); TICK(rage[1])
#endif
     }
  od
}
proctype Loss() {
  byte old = NONE;
  do
  :: ent[0] = NONE :: ent[1] = NONE :: ent[2] = NONE
#ifdef OLD
  :: old == NONE && ent[1] != NONE -> old = ent[1] :: atomic { old != NONE -> ent[1] = old; old = NONE }
#endif
  od
}
init { atomic { run Refresher(0); run Request(0);
#if READERS == 2
  run Request(0);
#endif
  run Writer(); run Writer(); run Clock(); run Loss();
#if N == 2
  run Refresher(1); run Request(1);
#endif
} }
