/*
 * snapshot.pml - how a node's in-process copy of cache_version is kept right.
 *
 * One database (the only source of truth), N nodes with an in-process snapshot each, W writers that commit one
 * invalidation each. Time is a global tick. A process may stall for any number of ticks between any two of its steps
 * (GC pause, SIGSTOP, slow network, slow database). Hints (pub/sub, NOTIFY) may be lost or late.
 * A writer may die right after its commit.
 *
 * A request that starts on node n uses known[n] when it is usable. The check at that moment:
 *   bounded  the snapshot contains every revision committed D or more ticks ago       (always checked)
 *   strict   the snapshot contains every revision whose writer has returned           (-DSTRICT)
 *
 * Knobs (all -D):
 *   PUSH_ONLY       no age limit; only hints refresh the snapshot
 *   AGE_FROM_END    the age counts from the arrival of the answer, not from the start of the read
 *   STRICT          check strict; the writer returns WAIT ticks after its commit (default D)
 *   RETURN_AT_ONCE  (with STRICT) the writer does not wait
 *   ACKS            (with STRICT) the writer returns earlier once every registered node has confirmed
 *   ACK_ON_HINT     (with ACKS) a node confirms the hint, not the installed snapshot
 *   REG_LATE        (with ACKS) a node registers after its first read
 *   OVERLAP         two reads of one node may overlap
 *   NO_REGRESS      (with OVERLAP) an answer is installed only if it is not older than the installed one
 *   SKIP=<n>        a node's clock may miss n ticks while a snapshot is in use (drift; 99: a suspended virtual machine)
 */
#ifndef D
#define D 2
#endif
#ifndef N                    /* nodes interact only in the writer's wait, a conjunction over all nodes: one is enough */
#define N 1
#endif
#if N == 2
#define ALL_CONFIRMED(g) ((!must[0] || ack[0] >= g) && (!must[1] || ack[1] >= g))
#else
#define ALL_CONFIRMED(g) (!must[0] || ack[0] >= g)
#endif
#define W 2
#if defined(PUSH_ONLY) || defined(ACK_ON_HINT)
#define HINTS                /* otherwise a poll can start at any moment, so a hint adds no behaviour */
#endif
#define CAP (D + 2)
#ifdef OVERLAP
#define R 2
#else
#define R 1
#endif
#ifndef SKIP
#define SKIP 0
#endif
#ifndef WAIT
#define WAIT D
#endif

byte db, returned;
byte cage[W + 1];                 /* ticks since revision g was committed */
byte known[N], age[N], missed[N];
bool have[N];
byte rage[N * R], rmissed[N * R]; /* ticks since the start of the read in flight, or of the last one */
#ifdef HINTS
byte hint[N];
#endif
byte ack[N];
bool reg[N];

#ifdef PUSH_ONLY
#define usable(n) (have[n])
#else
#define usable(n) (have[n] && age[n] < D)
#endif

proctype Refresher(byte n; byte r) {
  byte g;
#ifdef HINTS
  byte h;
  bool first = true;
#endif
  do
  :: if
#ifdef PUSH_ONLY
     :: first || hint[n] > 0
#else
     :: true                       /* the poll is due, a hint arrived, or a request found the snapshot too old */
#endif
     fi;
     atomic {
#ifdef HINTS
       h = hint[n]; hint[n] = 0; first = false;
#endif
       rage[r] = 0; rmissed[r] = 0;
#if defined(ACKS) && !defined(REG_LATE)
       reg[n] = true;              /* registered, and committed, before the read below */
#endif
#ifdef ACK_ON_HINT
       if :: h > ack[n] -> ack[n] = h :: else fi; h = 0;
#endif
     }
     g = db;                       /* the SELECT: one statement, one snapshot */
     atomic {                      /* the answer arrives some time later */
#ifdef NO_REGRESS
       if
       :: g >= known[n] ->
#endif
       known[n] = g; have[n] = true;
#ifdef AGE_FROM_END
       age[n] = 0; missed[n] = 0;
#else
       age[n] = rage[r]; missed[n] = rmissed[r];
#endif
#ifdef NO_REGRESS
       :: else
       fi;
#endif
     }
#ifdef REG_LATE
     reg[n] = true;
#endif
#if defined(ACKS) && !defined(ACK_ON_HINT)
     atomic { if :: g > ack[n] -> ack[n] = g :: else fi; }
#endif
     g = 0;
  od
}

proctype Writer() {
  byte g;
#if defined(ACKS) || defined(HINTS)
  byte n = 0;
#endif
#ifdef ACKS
  bool must[N];
#endif
  atomic { db++; g = db; cage[g] = 0; }          /* data and version commit together */
  if
  :: goto dead                                   /* dies before it has told anyone */
  :: true
  fi;
#ifdef HINTS
  do
  :: n < N -> atomic { if :: hint[n] < g -> hint[n] = g :: true /* lost */ fi; n++; }
  :: else -> break
  od;
  n = 0;
#endif
#if defined(RETURN_AT_ONCE)
  skip;
#elif defined(ACKS)
  do
  :: n < N -> atomic { must[n] = reg[n]; n++; }  /* the writer reads the list of registered nodes */
  :: else -> break
  od;
  ALL_CONFIRMED(g) || cage[g] >= WAIT;
#elif defined(STRICT)
  (cage[g] >= WAIT);
#endif
  atomic { if :: g > returned -> returned = g :: else fi; }
dead: skip
}

#ifdef ACKS
proctype Reaper() {                              /* removes nodes that have been silent for long */
  do
  :: atomic { reg[0] && rage[0] >= CAP && rage[R - 1] >= CAP -> reg[0] = false }
  od
}
#endif

#define TICK(v) if :: v < CAP -> v++ :: else fi
#define NTICK(v, m) if :: m < SKIP -> m++ :: v < CAP -> v++ :: v >= CAP fi

proctype Clock() {
  do
  :: atomic {
       TICK(cage[1]); TICK(cage[2]);
       NTICK(age[0], missed[0]); NTICK(rage[0], rmissed[0]);
#if R == 2
       NTICK(rage[1], rmissed[1]);
#endif
#if N == 2
       NTICK(age[1], missed[1]); NTICK(rage[R], rmissed[R]);
#if R == 2
       NTICK(rage[3], rmissed[3]);
#endif
#endif
     }
  od
}

proctype Request(byte n) {
  do
  :: atomic {
       usable(n) ->
#if (SKIP == 0) || !defined(STRICT)
       assert(!(db >= 1 && cage[1] >= D && known[n] < 1));   /* bounded */
       assert(!(db >= 2 && cage[2] >= D && known[n] < 2));
#endif
#ifdef STRICT
       assert(known[n] >= returned);                          /* strict */
#endif
     }
  od
}

init {
  byte i = 0;
  atomic {
    do
    :: i < N ->
       age[i] = CAP;
       run Refresher(i, i * R);
#ifdef OVERLAP
       run Refresher(i, i * R + 1);
#endif
       run Request(i);
       i++
    :: else -> break
    od;
    run Writer(); run Writer(); run Clock();
#ifdef ACKS
    run Reaper();
#endif
  }
}
